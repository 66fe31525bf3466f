/** DANA's own tool may be busy; longer than this it is not there. */
const payTimeoutMs = 30_000;

/**
 * Pays a virtual account with the tool of DANA's merchant portal, as DANA's published UAT suite does: unsigned, and
 * the simulator has the same tool. Throws, in words that say what a person may do instead, where it did not pay.
 */
export async function payVirtualAccount(toolUrl: string, virtualAccountNo: string): Promise<void> {
  const said = await execute(toolUrl, virtualAccountNo).catch((error: unknown) => String(error));
  if (said === null) return;
  throw new Error(
    `The pay tool of DANA's portal did not pay virtual account ${virtualAccountNo} (${said}). Pay it by hand in the ` +
      'merchant portal under its sandbox tools, and run this scenario once more with --only.',
  );
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
