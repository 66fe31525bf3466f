/**
 * A phone number without what people write between its digits: spaces, dashes, dots, brackets, and the invisible marks
 * that come along when a number is copied from a list of contacts. Nothing else changes; checkCreateOrder judges the rest.
 * The same characters as in src/client/elements/phone-number.ts; change both.
 */
export function withoutPhonePunctuation(phoneNumber: string): string {
  return phoneNumber.replace(/[\s.()\p{Dash_Punctuation}\p{Format}]/gu, '');
}
