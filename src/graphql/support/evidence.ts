import type { Translated } from '../../domain/words/translated.ts';
import type { FactEvidence, NotificationEvidence } from '../../use-cases/ports/people/evidence.ts';
import type { SettlementSource } from '../../use-cases/ports/settlement/settlement-store.ts';
import { OrderRef } from '../orders/order.ts';
import { OrderEventRef } from '../orders/order-event.ts';
import { ActorRef } from '../schema/actor.ts';
import { builder } from '../schema/builder.ts';
import { languageArgs } from '../schema/language.ts';
import { loadConnection } from '../schema/page.ts';
import { SignedMoneyRef } from '../schema/signed-money.ts';
import { SettlementTypeEnum } from '../settlement/order-settlement.ts';
import { declineWords, statusInWords } from './dana-words.ts';
import { maskedBody } from './masked-body.ts';

interface DanaCode {
  readonly code: string;
  readonly words: Translated;
  readonly message: string | null;
}

const DanaCodeRef = builder.objectRef<DanaCode>('DanaCode').implement({
  description: 'A code of DANA, and what it means.',
  fields: (t) => ({
    code: t.exposeString('code', {
      description:
        'The responseCode of an answer, for example 4035814, or the latestTransactionStatus of a notification, for example 00.',
    }),
    meaning: t.string({
      description: 'What the code means, for people.',
      args: languageArgs,
      resolve: ({ words }, { language }) => words[language ?? 'EN'],
    }),
    message: t.exposeString('message', {
      nullable: true,
      description: "DANA's own message beside the code. Null if there is none.",
    }),
  }),
});

/** DANA's code behind a fact: of the answer that declined, or of the notification. */
function danaCodeOf({ event: { fact }, notification }: FactEvidence): DanaCode | null {
  if ('responseCode' in fact) {
    const { responseCode: code, responseMessage: message, reason } = fact;
    return { code, words: declineWords[reason], message };
  }
  const code = notification?.latestTransactionStatus ?? null;
  return code === null ? null : { code, words: statusInWords(code), message: null };
}

const NotificationEvidenceRef = builder.objectRef<NotificationEvidence>('NotificationEvidence').implement({
  description: 'A notification that DANA signed and the gateway verified.',
  fields: (t) => ({
    receivedAt: t.expose('receivedAt', {
      type: 'DateTime',
      description: 'The time at which the gateway received the notification.',
    }),
    signedTimestamp: t.exposeString('timestamp', {
      description: 'The header X-TIMESTAMP as received. DANA signed it together with the body.',
    }),
    keyFingerprint: t.exposeString('keyFingerprint', {
      description:
        'The fingerprint of the public key of DANA that verified the signature, for example SHA256:47DEQpj8…; npm run doctor prints the same.',
    }),
    bodyHash: t.exposeString('bodyHash', {
      description: 'SHA-256 of the body, byte for byte, hexadecimal. It stays when the body is deleted.',
    }),
    body: t.string({
      nullable: true,
      description:
        "The body that was verified. Values that may be the payer's are replaced by [masked]; bodyHash is of the body " +
        'before. Null if the body was deleted because of its age.',
      resolve: ({ body }) => (body === null ? null : maskedBody(body)),
    }),
    replayCount: t.exposeInt('replayCount', {
      description: 'How often the same message came again.',
    }),
  }),
});

const FactEvidenceRef = builder.objectRef<FactEvidence>('FactEvidence').implement({
  description: 'One fact of an order: who said it, when, and what proves it.',
  fields: (t) => ({
    event: t.expose('event', {
      type: OrderEventRef,
      description:
        'The fact. Its source says how DANA said it (a notification, an answer to a query or a request, a settlement ' +
        'file), or that a caller, a person or the gateway did; its actor says who.',
    }),
    danaCode: t.field({
      type: DanaCodeRef,
      nullable: true,
      description: 'The code with which DANA said it. Null if no code is on record.',
      resolve: danaCodeOf,
    }),
    notification: t.expose('notification', {
      type: NotificationEvidenceRef,
      nullable: true,
      description:
        "The signed notification. Null if the fact did not come by one: DANA's answers carry no signature; the gateway " +
        'received them over a connection to DANA that it opened itself.',
    }),
  }),
});

const SettlementEvidenceRef = builder.objectRef<SettlementSource>('SettlementEvidence').implement({
  description: "A line of DANA's settlement files, and where it stands.",
  fields: (t) => ({
    type: t.field({
      type: SettlementTypeEnum,
      description: "DANA's type of the line.",
      resolve: ({ line }) => line.type,
    }),
    occurredOn: t.field({
      type: 'DateTime',
      description: 'When the payment, refund or cancellation was made.',
      resolve: ({ line }) => line.occurredAt,
    }),
    settledOn: t.field({
      type: 'DateTime',
      description: 'When DANA settled it.',
      resolve: ({ line }) => line.settledAt,
    }),
    partnerRefundNo: t.string({
      nullable: true,
      description: 'The number of the refund, on lines of refunds.',
      resolve: ({ line }) => line.requestId,
    }),
    net: t.field({
      type: SignedMoneyRef,
      description: 'What DANA pays out with this line.',
      resolve: ({ line }) => ({ sen: line.net }),
    }),
    fileName: t.string({ description: 'The name of the file.', resolve: ({ file }) => file.fileName }),
    fileHash: t.string({
      description: 'SHA-256 of the file, hexadecimal.',
      resolve: ({ file }) => file.fileHash,
    }),
    lineNo: t.int({
      description: 'The number of the line in the file. The header is line 1.',
      resolve: ({ line }) => line.lineNo,
    }),
    importedAt: t.field({
      type: 'DateTime',
      description: 'When the file was imported.',
      resolve: ({ file }) => file.importedAt,
    }),
    importedBy: t.field({
      type: ActorRef,
      description: 'Who imported the file.',
      resolve: ({ file }) => file.actor,
    }),
  }),
});

const OrderEvidenceRef = builder
  .objectRef<{ readonly id: string; readonly partnerReferenceNo: string }>('OrderEvidence')
  .implement({
    description: 'What proves the facts of an order.',
    fields: (t) => ({
      facts: t.connection(
        {
          type: FactEvidenceRef,
          description: 'Every fact of the order, oldest first.',
          resolve: ({ id }, args, { useCases }) =>
            loadConnection(args, (page) => useCases.listEvidence(id, page)),
        },
        { name: 'FactEvidenceConnection', description: 'A page of facts with their evidence.' },
        { name: 'FactEvidenceEdge', description: 'A fact with its evidence, and its position in the list.' },
      ),
      settlementLines: t.field({
        type: [SettlementEvidenceRef],
        description:
          "The lines of DANA's settlement files that name the order, the earliest import first, at most 100. A line that " +
          'stands in two files is listed twice. It needs the scope settlement:read.',
        resolve: ({ partnerReferenceNo }, _args, { useCases }) =>
          useCases.listSettlementSources(partnerReferenceNo),
      }),
    }),
  });

builder.objectField(OrderRef, 'evidence', (t) =>
  t.field({
    type: OrderEvidenceRef,
    description:
      'What proves the facts of the order: who said it, when, and what was verified. It needs the scope evidence:read.',
    resolve: ({ id, partnerReferenceNo }) => ({ id, partnerReferenceNo }),
  }),
);
