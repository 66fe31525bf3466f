/**
 * Converts a phone number as payers type it, with spaces, dots, dashes and brackets, to the gateway's form:
 * digits, with an optional plus in front, 8 to 15 characters in total. Null if the text is not a phone
 * number. The same characters as in src/use-cases/input/phone-number.ts; change both.
 */
export function readPhoneNumber(text: string): string | null {
  const number = text.replace(/[\s.()\p{Dash_Punctuation}\p{Format}]/gu, '');
  return /^(?=.{8,15}$)\+?\d+$/.test(number) ? number : null;
}
