import { parseJakartaDay } from '../../domain/jakarta-time.ts';
import type { SettlementUnitKind } from '../../domain/settlement/settlement-unit.ts';
import type { SettlementImport } from '../../use-cases/ports/settlement/settlement-store.ts';
import { badUserInput } from '../input-errors/bad-user-input.ts';
import { ActorRef } from '../schema/actor.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { loadConnection } from '../schema/page.ts';
import { amountFields, feesField } from './settlement-fields.ts';

const SettlementUnitEnum = describedEnum<SettlementUnitKind>(
  'SettlementUnit',
  'What a settlement file is about.',
  {
    MERCHANT: 'The whole merchant.',
    DIVISION: 'A division; DANA also calls it a region.',
    SHOP: 'A shop.',
  },
);

const SettlementRef = builder.objectRef<SettlementImport>('Settlement').implement({
  description: 'A settlement file of DANA that was imported, with its totals.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id of the import.' }),
    fileName: t.exposeString('fileName', { description: 'The name of the file.' }),
    fileHash: t.exposeString('fileHash', { description: 'SHA-256 of the file, hexadecimal.' }),
    unitKind: t.expose('unitKind', {
      type: SettlementUnitEnum,
      nullable: true,
      description: 'What the file is about. Null if its name does not say it.',
    }),
    unitName: t.exposeString('unitName', {
      nullable: true,
      description: 'The name of the merchant, division or shop in the name of the file.',
    }),
    day: t.exposeString('day', {
      nullable: true,
      description: 'The day of the transactions in Jakarta, for example "2026-01-15".',
    }),
    importedAt: t.expose('importedAt', { type: 'DateTime', description: 'When the file was imported.' }),
    importedBy: t.expose('actor', { type: ActorRef, description: 'Who imported the file.' }),
    lineCount: t.exposeInt('lineCount', { description: 'How many lines the file has.' }),
    ...amountFields(t),
    fees: feesField(t),
  }),
});

builder.queryField('settlements', (t) =>
  t.connection(
    {
      type: SettlementRef,
      description:
        "Lists DANA's settlement files that were imported, the latest import first. It needs the scope settlement:read.",
      args: {
        day: t.arg.string({
          description:
            'Selects the files of one day of transactions in Jakarta, for example "2026-01-15". Without it, the list ' +
            'contains every day.',
        }),
        unitKind: t.arg({
          type: SettlementUnitEnum,
          description: 'Selects the files of the merchant, of divisions or of shops.',
        }),
        unitName: t.arg.string({
          description:
            'Selects the files of the merchant, division or shop with this name, as DANA writes it.',
        }),
      },
      resolve: (_root, { day, unitKind, unitName, ...args }, { useCases }) => {
        if (typeof day === 'string' && parseJakartaDay(day) === undefined)
          throw badUserInput('A day is one of the calendar, written 2026-01-15.', { path: ['day'] });
        const filter = {
          ...(day ? { day } : {}),
          ...(unitKind ? { unitKind } : {}),
          ...(unitName ? { unitName } : {}),
        };
        return loadConnection(args, (page) => useCases.listSettlements(filter, page));
      },
    },
    { name: 'SettlementConnection', description: 'A page of settlement files, the latest import first.' },
    { name: 'SettlementEdge', description: 'A settlement file and its position in the list.' },
  ),
);
