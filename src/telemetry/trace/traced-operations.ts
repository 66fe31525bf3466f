import { SpanKind } from '@opentelemetry/api';
import { contextOf, linksTo, type Tracing } from '../tracing.ts';

/** A GraphQL operation over HTTP, once its caller is known. */
interface TracedOperation {
  /** The caller's kind; `serverKey` is a merchant's server. */
  readonly caller: { readonly kind: string };
  readonly requestId: string;
  /** The header of this name, as the client sent it. */
  readonly traceparent: string | undefined;
}

/**
 * Makes the function that runs an operation in its span. A server of the merchant continues its own trace; the trace of
 * a browser or an app, which anybody may make up, is only linked.
 */
export function makeTraceOperation(tracing: Tracing) {
  return <Answer extends { readonly status: number }>(
    { caller, requestId, traceparent }: TracedOperation,
    run: () => Promise<Answer>,
  ): Promise<Answer> => {
    const isServer = caller.kind === 'serverKey';
    const wish = {
      kind: SpanKind.SERVER,
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/graphql',
        'url.path': '/graphql',
        'url.scheme': 'http',
        'gapura.request.id': requestId,
        'gapura.caller.kind': caller.kind,
      },
      parent: contextOf(isServer ? traceparent : undefined),
      links: isServer ? [] : linksTo(traceparent),
    };
    return tracing.within('POST /graphql', wish, async (span) => {
      const answer = await run();
      span.setAttribute('http.response.status_code', answer.status);
      return answer;
    });
  };
}
