/** Large enough for a scanner that reads the picture from a gallery, small enough to send. */
const widthPx = 1080;
const heightPx = 1320;
const marginPx = 90;

/**
 * Saves a QR code as a PNG, the format of phone galleries and of the apps that read from them. The title and
 * the amount stand above the code, so that the picture is still clear a week later. `page` is the document
 * that shows the code; `image` is an SVG document as a data URI. Rejects if the image cannot be drawn.
 */
export async function savePicture(
  page: Document,
  image: string,
  { title, amount, fileName }: { title: string; amount: string; fileName: string },
): Promise<void> {
  const canvas = page.createElement('canvas');
  canvas.width = widthPx;
  canvas.height = heightPx;
  const context = canvas.getContext('2d');
  if (context === null) return;
  const sizePx = widthPx - 2 * marginPx;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, widthPx, heightPx);
  context.fillStyle = '#111';
  context.textAlign = 'center';
  context.font = '600 44px system-ui, sans-serif';
  context.fillText(title, widthPx / 2, 120, sizePx);
  context.font = '700 76px system-ui, sans-serif';
  context.fillText(amount, widthPx / 2, 230, sizePx);
  context.imageSmoothingEnabled = false;
  context.drawImage(await loadImage(page, image), marginPx, 290, sizePx, sizePx);
  context.font = '600 40px system-ui, sans-serif';
  context.fillText('QRIS', widthPx / 2, 1260);

  const link = page.createElement('a');
  link.href = canvas.toDataURL('image/png');
  link.download = fileName;
  link.click();
}

function loadImage(page: Document, image: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const element = page.createElement('img');
    element.onload = () => resolve(element);
    element.onerror = () => reject(new Error('The code could not be drawn.'));
    element.src = image;
  });
}
