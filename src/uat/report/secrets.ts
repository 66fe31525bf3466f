import type { GatewaySettings } from '../../config/settings.ts';

/** The values of a configuration that must never be written or printed. */
export function secretsOf(settings: GatewaySettings): readonly string[] {
  const passwords = [settings.databaseUrl, settings.listenUrl].map((url) => {
    const { password } = new URL(url);
    return [password, decodeURIComponent(password)];
  });
  return [
    settings.dana.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    settings.serverKey,
    ...settings.tokenSecrets,
    ...settings.events.secrets,
    ...passwords.flat(),
    ...(settings.wakeUps.kind === 'nats' ? [settings.wakeUps.password ?? ''] : []),
  ];
}
