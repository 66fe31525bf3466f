import { SpanKind } from '@opentelemetry/api';
import { isRecorded, type Tracing } from '../tracing.ts';

/** `fetch` for the calls to DANA, each with a span if the work that it is for is sampled. DANA gets no header of ours. */
export function traceFetch(send: typeof fetch, tracing: Tracing): typeof fetch {
  return (input, init) => {
    if (!isRecorded()) return send(input, init);
    const url = new URL(input instanceof Request ? input.url : input);
    const attributes = {
      'http.request.method': init?.method ?? 'GET',
      'server.address': url.hostname,
      'server.port': Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
      'url.full': url.origin + url.pathname,
      'gapura.dana.external_id': new Headers(init?.headers).get('x-external-id') ?? '',
    };
    const name = `${attributes['http.request.method']} ${url.pathname}`;
    return tracing.within(name, { kind: SpanKind.CLIENT, attributes }, async (span) => {
      const response = await send(input, init);
      span.setAttribute('http.response.status_code', response.status);
      if (response.status >= 400) span.setAttribute('error.type', String(response.status));
      return response;
    });
  };
}
