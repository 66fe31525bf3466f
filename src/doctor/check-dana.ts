import type { GatewaySettings } from '../config/settings.ts';
import type { RawAnswer } from '../dana/answers/raw-answer.ts';
import { createDanaApi } from '../dana/calls/api.ts';
import { writeConsultRequest } from '../dana/requests/write-requests.ts';
import { type Rupiah, rupiah } from '../domain/money.ts';
import { checkClock } from './check-clock.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** 10,000 rupiah, which every method accepts. Consult Pay moves no money and leaves no trace. */
const consultAmount: Rupiah = rupiah(1_000_000n);

/** Sends a signed Consult Pay as the gateway does; checks DANA's answer, and our clock against DANA's. */
export async function checkDana(settings: GatewaySettings, fingerprint: string): Promise<readonly Finding[]> {
  let date: string | null = null;
  let [sentAtMs, answeredAtMs] = [0, 0];
  const api = createDanaApi({
    ...settings.dana,
    fetch: async (input, init) => {
      sentAtMs = Date.now();
      const response = await fetch(input, init);
      answeredAtMs = Date.now();
      date = response.headers.get('date');
      return response;
    },
  });
  const merchant = { ...settings.merchant, returnUrl: settings.rules.returnUrlDefault };
  const exchange = await api.call(
    'consultPay',
    writeConsultRequest({ amount: consultAmount, externalStoreId: null }, merchant),
  );
  const judged = judgeConsult(exchange, {
    environment: settings.dana.environment,
    fingerprint,
    hasStore: settings.merchant.externalStoreId !== null,
  });
  return exchange.kind === 'answered' ? [judged, checkClock(date, sentAtMs, answeredAtMs)] : [judged];
}

/** The configuration that the answer is about. */
interface Configured {
  readonly environment: 'sandbox' | 'production';
  /** The fingerprint of the merchant's public key. */
  readonly fingerprint: string;
  /** Whether EXTERNAL_STORE_ID is set. */
  readonly hasStore: boolean;
}

/** Judges the configuration by DANA's answer to Consult Pay. */
export function judgeConsult(exchange: RawAnswer, configured: Configured): Finding {
  const check = 'DANA';
  if (exchange.kind === 'unanswered') {
    return exchange.isOurFault
      ? fail(
          check,
          `the request could not be made: ${exchange.reason}`,
          'fix the problems in the lines above first',
        )
      : fail(
          check,
          `${configured.environment} cannot be reached: ${exchange.reason}`,
          'let this machine connect to DANA on port 443, see its DNS and its proxy, and that no DANA_BASE_URL is left over',
        );
  }
  const { httpStatus, snap } = exchange;
  if (snap === null) {
    return fail(
      check,
      `HTTP ${httpStatus} with something that is not DANA’s answer`,
      'a proxy or firewall on the way answers in DANA’s place: let the request pass unchanged',
    );
  }
  const said = `${snap.responseCode} ${snap.responseMessage}`;
  if (httpStatus === 200) return judgeOptions(snap.fields.paymentInfos, said, configured);
  return fail(check, said, todoFor(httpStatus, snap.responseCode, configured));
}

function judgeOptions(paymentInfos: unknown, said: string, { environment, hasStore }: Configured): Finding {
  const check = 'DANA';
  const infos = Array.isArray(paymentInfos) ? (paymentInfos as { payOption?: unknown }[]) : [];
  const says = `${environment} accepts our signature and lists ${infos.length} payment methods (${said})`;
  if (infos.length === 0) {
    return warn(check, says, 'ask DANA which methods the contract (PKS) of this merchant allows');
  }
  const hasQris = infos.some(({ payOption }) => payOption === 'NETWORK_PAY_PG_QRIS');
  if (hasQris || hasStore) return ok(check, says);
  return warn(check, `${says}, QRIS not among them`, 'set EXTERNAL_STORE_ID if payers are to pay by QRIS');
}

/** What to do about a refused request. The HTTP status is the first three digits of every code. */
function todoFor(httpStatus: number, responseCode: string, { environment, fingerprint }: Configured): string {
  if (httpStatus === 401) {
    return (
      `register the public key ${fingerprint} in the merchant portal of the ${environment}, and see that ` +
      'X_PARTNER_ID is the client id of the same environment'
    );
  }
  if (httpStatus === 404 && responseCode.endsWith('08')) {
    return 'set MERCHANT_ID, and SUB_MERCHANT_ID and EXTERNAL_STORE_ID where they are set, to what the merchant portal shows';
  }
  if (httpStatus === 400)
    return 'see MERCHANT_ID, and that no proxy drops or changes headers on the way to DANA';
  if (httpStatus === 403) return 'ask DANA: the account or the contract (PKS) does not allow this yet';
  return 'DANA is failing: run this again in some minutes, then ask DANA';
}
