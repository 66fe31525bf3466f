import { detailText } from '../domain/incidents/detail-text.ts';
import type { AlertSender, IncidentAlert } from '../use-cases/ports/incidents.ts';
import { makePost, type PostOptions } from './post.ts';

/** The AlertSender port over HTTP: one JSON object, whose `text` chat tools show as it is. */
export function createAlertSender(
  options: PostOptions & {
    readonly url: string;
    /** Where operators read more. */
    readonly link: string;
    /** `production`, `sandbox` …: the first word of every text. */
    readonly environment: string;
  },
): AlertSender {
  const post = makePost(options);
  return {
    send: (alert, signal) =>
      post(options.url, { headers: {}, payload: JSON.stringify(writeAlert(alert, options)), signal }),
  };
}

/** What is posted, in English: docs/observability.md describes it. */
export function writeAlert(
  { incidentId, kind, status, orderId, partnerReferenceNo, since, ...alert }: IncidentAlert,
  { link, environment }: { readonly link: string; readonly environment: string },
) {
  const order = partnerReferenceNo === null ? '' : `, order ${partnerReferenceNo}`;
  const detail = detailText(alert.detail, 'EN');
  const end = status === 'RESOLVED' ? ' (resolved meanwhile)' : '';
  return {
    text: `Gapura ${environment}: ${kind}${order}, since ${since.toISOString()}${end}. ${detail}. ${link}`,
    incidentId,
    kind,
    status,
    orderId,
    partnerReferenceNo,
    since: since.toISOString(),
    detail,
    link,
  };
}
