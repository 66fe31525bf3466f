import type { MetadataEntry } from '../../domain/order.ts';
import { builder } from '../schema/builder.ts';

const key = 'The name of the label, which is unique within its order.';
const value = 'The value of the label.';

export const MetadataEntryRef = builder.objectRef<MetadataEntry>('MetadataEntry').implement({
  description: "A label for the merchant's own use. The gateway never sends it to DANA.",
  fields: (t) => ({
    key: t.exposeString('key', { description: key }),
    value: t.exposeString('value', { description: value }),
  }),
});

export const MetadataEntryInputRef = builder.inputType('MetadataEntryInput', {
  description: "A label for the merchant's own use. The gateway never sends it to DANA.",
  fields: (t) => ({
    key: t.string({ required: true, description: key }),
    value: t.string({ required: true, description: value }),
  }),
});
