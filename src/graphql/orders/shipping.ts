import type { Shipping } from '../../use-cases/ports/payment-provider.ts';
import { builder } from '../schema/builder.ts';

export const ShippingInputRef = builder.inputType('ShippingInput', {
  description: "A shipment of goods, in the form of DANA's order.shippingInfo.",
  fields: (t) => ({
    merchantShippingId: t.string({
      required: true,
      description: "The merchant's own id of the shipment, at most 64 characters.",
    }),
    trackingNo: t.string({ description: "The carrier's tracking number, at most 64 characters." }),
    carrier: t.string({ description: 'The name of the carrier, at most 64 characters.' }),
    chargeAmount: t.field({ type: 'Rupiah', description: 'The cost of the shipment.' }),
    countryName: t.string({ required: true, description: 'The country, at most 64 characters.' }),
    stateName: t.string({ required: true, description: 'The province, at most 64 characters.' }),
    cityName: t.string({ required: true, description: 'The city or regency, at most 64 characters.' }),
    areaName: t.string({ description: 'The district, at most 64 characters.' }),
    address1: t.string({
      required: true,
      description: 'The street and house number, at most 256 characters.',
    }),
    address2: t.string({ description: 'The second line of the address, at most 256 characters.' }),
    firstName: t.string({
      required: true,
      description: "The recipient's first name, at most 64 characters.",
    }),
    lastName: t.string({ required: true, description: "The recipient's last name, at most 64 characters." }),
    mobileNo: t.string({ description: "The recipient's mobile number, at most 32 characters." }),
    phoneNo: t.string({ description: "The recipient's landline number, at most 32 characters." }),
    zipCode: t.string({ required: true, description: 'The postal code, at most 32 characters.' }),
    email: t.string({ description: "The recipient's e-mail address, at most 128 characters." }),
    faxNo: t.string({ description: "The recipient's fax number, at most 32 characters." }),
  }),
});

/** Converts a shipment for the use cases: omitted fields become null. */
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
