import type { LanguageCode } from './wording.ts';

/** What the payer chose to pay with. */
export interface PayerChoice {
  readonly payMethod: string;
  readonly payOption: string | null;
  /** Null unless DANA requires it for the method; see `needsPhone`. */
  readonly phoneNumber: string | null;
}

/** What a payer can do on the page. */
export interface PayerActions {
  /**
   * Opens an attempt with this choice; the gateway cancels the earlier one. Never rejects: the view shows the
   * result.
   */
  pay(choice: PayerChoice): Promise<void>;
  /** Shows the payment methods again, or the earlier choice. Nothing is cancelled by this. */
  choose(isChoosing: boolean): void;
  /** Shows the texts of the gateway in this language. */
  speak(language: LanguageCode): void;
  /** Reads the checkout at once: the page is visible again, or the network came back. */
  resume(): void;
}
