/**
 * A phone number as payers type it, with spaces, dots, dashes and brackets, as the gateway takes it: 8 to 15 digits,
 * a plus before them. Null where it is none.
 */
export function readPhoneNumber(text: string): string | null {
  const number = text.replace(/[\s.()-]/g, '');
  return /^(?=.{8,15}$)\+?\d+$/.test(number) ? number : null;
}
