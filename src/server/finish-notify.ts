import type { FinishNotify } from '../use-cases/ports.ts';

/** What this room needs to read a Finish Notify; the room `dana/` implements it. */
export interface FinishNotifyReader {
  /** True where DANA signed these very bytes. Constant work, whatever the body is. */
  verify(body: Uint8Array, headers: { readonly signature: string; readonly timestamp: string }): boolean;
  /** What a verified body says. It never throws. */
  translate(
    body: Uint8Array,
  ):
    | { readonly kind: 'understood'; readonly notify: FinishNotify }
    | { readonly kind: 'unreadable'; readonly reason: string; readonly partnerReferenceNo: string | null };
}
