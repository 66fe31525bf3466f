import { DanaSignatureUtil } from 'dana-node/runtime';

/**
 * Given to the SDK in place of the private key. The SDK writes every header as always, and X-SIGNATURE as this text,
 * which the gateway replaces: see docs/decisions/0043-the-gateway-signs-for-the-sdk.md. It is no key, so an SDK that
 * signed all the same would throw before anything is sent.
 */
export const signedLater = 'the gateway signs this';

const signAtOnce = DanaSignatureUtil.generateSnapB2BScenarioSignature.bind(DanaSignatureUtil);

// The SDK (1.5.11) offers no signer to choose. It calls this public function of its own once for each request, and
// would parse the key's PEM text and sign on the main thread. With a real key it still does.
DanaSignatureUtil.generateSnapB2BScenarioSignature = (method, path, body, privateKey, timestamp) =>
  privateKey === signedLater ? signedLater : signAtOnce(method, path, body, privateKey, timestamp);
