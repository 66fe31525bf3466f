import type { Shipping } from '../../use-cases/ports/payment-provider.ts';
import { builder } from '../schema/builder.ts';

export const ShippingInputRef = builder.inputType('ShippingInput', {
  description: "Where goods are sent to, as DANA's order.shippingInfo describes it.",
  fields: (t) => ({
    merchantShippingId: t.string({
      required: true,
      description: "The merchant's own number of the shipment. At most 64 characters.",
    }),
    trackingNo: t.string({ description: "The carrier's number. At most 64 characters." }),
    carrier: t.string({ description: 'Who carries it. At most 64 characters.' }),
    chargeAmount: t.field({ type: 'Rupiah', description: 'What the shipment costs.' }),
    countryName: t.string({ required: true, description: 'Country. At most 64 characters.' }),
    stateName: t.string({ required: true, description: 'Province. At most 64 characters.' }),
    cityName: t.string({ required: true, description: 'City or regency. At most 64 characters.' }),
    areaName: t.string({ description: 'District. At most 64 characters.' }),
    address1: t.string({ required: true, description: 'Street and number. At most 256 characters.' }),
    address2: t.string({ description: 'More of the address. At most 256 characters.' }),
    firstName: t.string({
      required: true,
      description: "The recipient's first name. At most 64 characters.",
    }),
    lastName: t.string({ required: true, description: "The recipient's last name. At most 64 characters." }),
    mobileNo: t.string({ description: "The recipient's mobile number. At most 32 characters." }),
    phoneNo: t.string({ description: "The recipient's landline number. At most 32 characters." }),
    zipCode: t.string({ required: true, description: 'Postal code. At most 32 characters.' }),
    email: t.string({ description: "The recipient's e-mail address. At most 128 characters." }),
    faxNo: t.string({ description: "The recipient's fax number. At most 32 characters." }),
  }),
});

/** A shipment as the use cases take it: what was left out is null. */
export function shippingOf(input: typeof ShippingInputRef.$inferInput): Shipping {
  return {
    ...input,
    trackingNo: input.trackingNo ?? null,
    carrier: input.carrier ?? null,
    chargeAmount: input.chargeAmount ?? null,
    areaName: input.areaName ?? null,
    address2: input.address2 ?? null,
    mobileNo: input.mobileNo ?? null,
    phoneNo: input.phoneNo ?? null,
    email: input.email ?? null,
    faxNo: input.faxNo ?? null,
  };
}
