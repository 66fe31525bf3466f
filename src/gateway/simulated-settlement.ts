import type { SettlementSource } from '../use-cases/settlement/fetch-settlement-files.ts';

/** The settlement files of a simulated DANA, by its control interface. */
export function simulatedSettlement(simulatorUrl: string, merchantId: string): SettlementSource {
  const query = new URLSearchParams({ merchantId });
  async function get(path: string): Promise<Response> {
    const answer = await fetch(`${simulatorUrl}/simulator/settlement-files${path}?${query}`);
    if (!answer.ok) throw new Error(`the simulator answers ${answer.status} for ${path || 'its files'}`);
    return answer;
  }
  async function* read(day: string): AsyncGenerator<Uint8Array> {
    const { body } = await get(`/${day}`);
    if (body !== null) yield* body;
  }
  return {
    async listFiles() {
      const { files } = (await (await get('')).json()) as { files: { day: string; name: string }[] };
      return files.map(({ day, name }) => ({ name, read: () => read(day) }));
    },
  };
}
