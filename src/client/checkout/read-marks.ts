const markAddress = /(?:^|\/)(\w+?)(?:-[0-9a-f]{10})?\.\w+(?:[?#].*)?$/;

/**
 * Reads addresses of marks, separated by white space, into a map by option. A mark is named after its `payOption` or
 * `payMethod`, perhaps with the hash that hosted files have: VIRTUAL_ACCOUNT_BRI-1f2e3d4c5b.svg. Others are left out.
 */
export function readMarks(addresses: string): Readonly<Record<string, string>> {
  const marks: Record<string, string> = {};
  for (const address of addresses.split(/\s+/)) {
    const [, name] = markAddress.exec(address) ?? [];
    if (name !== undefined) marks[name] = address;
  }
  return marks;
}
