/** The selectors of the element from outside its shadow, for `brandStyles`. */
export const elementRoots = {
  always: ':host',
  dark: ':host(:not([theme=light]))',
  forcedDark: ':host([theme=dark])',
} as const;

const darkScheme = /@media ?\(prefers-color-scheme: ?dark\)\{:root\{([^}]*)\}\}/;

/**
 * Makes the page's styles those of an element: what holds for the page's root holds for the element, and the attribute
 * `theme` (light, dark) decides before the device does. `css` is minified.
 */
export function stylesOfElement(css: string): string {
  const [, dark = ''] = darkScheme.exec(css) ?? [];
  if (dark === '') throw new Error('The styles of the checkout have no dark scheme.');
  return (
    css
      .replace(darkScheme, (block) => block.replace(':root', elementRoots.dark))
      // Text of the page around it has its own alignment, spacing and colour, which would be inherited.
      .replace(/(^|\}):root\{/g, '$1:host{all:initial;display:block;')
      .replace(/(^|\})html\{[^}]*\}/g, '$1')
      .replace(/(^|\})body\{/g, '$1:host{')
      .concat(
        `${elementRoots.forcedDark}{${dark}color-scheme:dark}`,
        ':host([theme=light]){color-scheme:light}',
      )
  );
}
