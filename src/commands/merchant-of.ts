import type { Config } from '../config/config.ts';

/** The merchant whose money this configuration's gateway handles. */
export async function merchantOf(config: Config): Promise<string> {
  if (config.mode === 'configured') return config.settings.merchant.merchantId;
  return (await import('../gateway/embedded.ts')).embeddedMerchant.merchantId;
}
