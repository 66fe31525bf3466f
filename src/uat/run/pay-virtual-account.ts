/** Asks the operator at the terminal to do something that only a person can do. */
export type AskOperator = (request: string) => void;

/** DANA's tool may be busy; after this time it counts as absent. */
const payTimeoutMs = 30_000;

/**
 * Pays a virtual account with the tool of DANA's merchant portal, as DANA's published UAT suite does:
 * unsigned. The simulator has the same tool. If the tool fails, the operator is asked to pay by hand, and
 * DANA's notification reports the payment; without an operator this throws an error that says what to do.
 */
export async function payVirtualAccount(
  toolUrl: string,
  virtualAccountNo: string,
  askOperator: AskOperator | null,
): Promise<void> {
  const said = await execute(toolUrl, virtualAccountNo).catch((error: unknown) => String(error));
  if (said === null) return;
  const fact = `The pay tool of DANA's portal did not pay virtual account ${virtualAccountNo} (${said}).`;
  if (askOperator === null) {
    throw new Error(`${fact} Pay by hand: run this scenario once more with --only, in a terminal.`);
  }
  askOperator(
    `${fact} Pay it by hand now, in the merchant portal under its sandbox tools: the run waits for the payment.`,
  );
}

/** Null if the tool paid, otherwise the tool's answer. */
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
