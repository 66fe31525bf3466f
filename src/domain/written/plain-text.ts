/**
 * A text as it was meant by whoever typed or pasted it: without the invisible characters and the kinds of spaces, dashes and
 * digits that chats and documents put into what is copied.
 */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Pd}/gu, '-')
    .replace(/\s+/g, ' ')
    .trim();
}
