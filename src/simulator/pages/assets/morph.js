/**
 * Makes the nodes of a page equal to those of a newer one, touching only what differs: what has the focus, what is
 * typed and which details are open stay as the person left them. Elements are recognised by id, else by position.
 */

/** Attributes set by a person or this script, unknown to the server. */
const ownAttributes = ['open', 'data-busy', 'data-copied', 'data-live'];

/**
 * @param {Element} present
 * @param {Element} wanted
 * @param {(element: Element) => void} onNews called for each element whose data-say is new
 */
export function morph(present, wanted, onNews) {
  if (present.hasAttribute('data-keep')) return;
  const said = present.getAttribute('data-say');
  copyAttributes(present, wanted);
  if (said !== present.getAttribute('data-say')) onNews(present);
  morphChildren(present, wanted, onNews);
}

/**
 * @param {Element} present
 * @param {Element} wanted
 * @param {(element: Element) => void} onNews
 */
export function morphChildren(present, wanted, onNews) {
  const keptIds = new Set([...wanted.children].map(({ id }) => id).filter(Boolean));
  const byId = new Map([...present.children].filter(({ id }) => id).map((child) => [child.id, child]));
  /** @type {ChildNode | null} */
  let cursor = present.firstChild;
  for (const node of [...wanted.childNodes]) {
    // Remove old nodes first, so that remaining nodes need not move: a moved node loses the focus.
    while (cursor instanceof Element && cursor.id && !keptIds.has(cursor.id)) cursor = removed(cursor);
    const id = node instanceof Element ? node.id : '';
    /** @type {ChildNode | null | undefined} */
    const match = id ? byId.get(id) : isAlike(cursor, node) ? cursor : null;
    if (!match || match.nodeName !== node.nodeName) {
      present.insertBefore(node, cursor);
      if (node instanceof Element && node.hasAttribute('data-say')) onNews(node);
      continue;
    }
    if (match === cursor) cursor = match.nextSibling;
    else present.insertBefore(match, cursor);
    if (match instanceof Element && node instanceof Element) morph(match, node, onNews);
    else if (match.nodeValue !== node.nodeValue) match.nodeValue = node.nodeValue;
  }
  while (cursor) cursor = removed(cursor);
}

/** @param {ChildNode} node */
function removed(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

/**
 * @param {ChildNode | null} present
 * @param {ChildNode} wanted
 */
function isAlike(present, wanted) {
  return present?.nodeName === wanted.nodeName && !(present instanceof Element && present.id);
}

/**
 * @param {Element} present
 * @param {Element} wanted
 */
function copyAttributes(present, wanted) {
  for (const { name, value } of [...wanted.attributes])
    if (!ownAttributes.includes(name) && present.getAttribute(name) !== value)
      present.setAttribute(name, value);
  for (const { name } of [...present.attributes])
    if (!ownAttributes.includes(name) && !wanted.hasAttribute(name)) present.removeAttribute(name);
}
