/**
 * What the page shows while its styles and its script are on their way: three empty cards where the summary and the ways
 * to pay will be. On a slow network that is two seconds in which a payer would see a white page.
 */
export const skeleton = '<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>';

/** Inline, because a file would come as late as the others. The page's policy names its hash. */
export const skeletonStyles =
  'body{margin:0;background:#f2f5f9}.skeleton{max-width:30rem;margin:60px auto 0;padding:0 1rem}' +
  '.skeleton i{display:block;height:7rem;margin-bottom:1rem;border-radius:16px;background:#fff}' +
  '@media (prefers-color-scheme:dark){body{background:#10161e}.skeleton i{background:#19212c}}';
