/** SHA-256 of every operation of src/client/core/operations, in its normal form. */
export const registeredDocuments: readonly string[] = [
  /** AcknowledgeIncidentDocument */
  '7a4b37051bd4cd1c9a51368991dfef0311bc148b29c479cb33055fae98b8547a',
  /** CancelOrderDocument */
  '7b6c12010955b588ff8c282db798518758f608cb43f7c47fdac3cdf21808a2c8',
  /** CheckoutDocument */
  '6447c6ef9517abcd604ec7c0ba6ca2d10eb4c263763f2084678f588b11d75b1b',
  /** CheckoutOrderDocument */
  '81267d228deba224b63ccd6d21690331cbe8a89ecbf596496a57f98c60e1c69d',
  /** CreateCheckoutDocument */
  'f11fa3cd79b06beeafe83ad682b2c2dbd5f7785ce5b43382c179e3d620ddf161',
  /** CreateOrderDocument */
  'b5fba1a5a19921687d3fa64d29a4ae3eb020ef669210fb252dca767aebde0cf0',
  /** EventsDocument */
  '62e68622e8b2ee94a3f9d7db2fc5b556f9d34a99edf573418aa082379f99bbdc',
  /** IncidentsDocument */
  'c2035c5e9f10332961b1d5d0dafcecc873cdaafc2338c2b1672ea1af0822aef8',
  /** OrderDocument */
  '8b345ded87f48f1f8700d51da32875974cbd7c22e8e2aac169978494b27757a6',
  /** OrderStatusDocument */
  '01cb5e798eeabee641d8ad75e241d5f04bfdd70d553871ebccd77e885baaab70',
  /** OrdersDocument */
  '99550599e1f38ca44bc6f8d180fe9bf13a4c8370bbe8bdf1ea2647d5557cb7ef',
  /** PayCheckoutDocument */
  '5a5e56fb291e2adc8411ab18a8a95853b3a1b163a6878168460850e2a6dd4397',
  /** PaymentOptionsDocument */
  'c02a0c79c827701eb3419bc289dcdc49f90f36de4c8c5ec8cd6b7da038722f35',
  /** RefundOrderDocument */
  '77a21da8f14dacdb31d9210177c998a730ea71d73f5ea043da3aba9d85eaf937',
  /** ResolveIncidentDocument */
  'f6c05ec7fa1c54ceded9347aff6471d245d80fda000eaa32fd4e5d2d73fec253',
  /** TimelineDocument */
  'd1b64a7b4ae43d041c9b5294edd4b9faa3813e2702882e0857e7f88bed6042a8',
];
