/** Tells somebody at the terminal what only a person can do. */
export type AskPerson = (wish: string) => void;

/** DANA's own tool may be busy; longer than this it is not there. */
const payTimeoutMs = 30_000;

/**
 * Pays a virtual account with the tool of DANA's merchant portal, as DANA's published UAT suite does: unsigned, and
 * the simulator has the same tool. Where it did not pay, a person is asked to, and DANA's notification will tell; where
 * nobody can be asked, it throws in words that say what to do.
 */
export async function payVirtualAccount(
  toolUrl: string,
  virtualAccountNo: string,
  askPerson: AskPerson | null,
): Promise<void> {
  const said = await execute(toolUrl, virtualAccountNo).catch((error: unknown) => String(error));
  if (said === null) return;
  const fact = `The pay tool of DANA's portal did not pay virtual account ${virtualAccountNo} (${said}).`;
  if (askPerson === null) {
    throw new Error(`${fact} Pay by hand: run this scenario once more with --only, in a terminal.`);
  }
  askPerson(`${fact} Pay it by hand now, in the merchant portal under its sandbox tools: it is waited for.`);
}

/** Null where it was paid, else what the tool said. */
async function execute(toolUrl: string, virtualAccountNo: string): Promise<string | null> {
  const response = await fetch(toolUrl, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ urlEndpoint: '/v1.0/transfer-va/payment.htm', requestBody: { virtualAccountNo } }),
    signal: AbortSignal.timeout(payTimeoutMs),
  });
  const text = await response.text();
  // The bank's answer is wrapped: 2002500 somewhere inside is its success.
  return response.ok && text.includes('"2002500"') ? null : `HTTP ${response.status} ${text.slice(0, 200)}`;
}
