/** SHA-256 of every operation of src/client/core/operations, in its normal form. */
export const registeredDocuments: readonly string[] = [
  /** CancelOrderDocument */
  '67753e3d299fa0c8dc6272f60bb6f24dafe20565d85e64181681e97cc6f39da0',
  /** CheckoutDocument */
  'b6bafd17d9325a12feece717b89acb2b230377df2129b4803e103225b7c9b4d4',
  /** CheckoutOrderDocument */
  '81267d228deba224b63ccd6d21690331cbe8a89ecbf596496a57f98c60e1c69d',
  /** CreateCheckoutDocument */
  'a676767e5ed0a9fc4ec5858e34e69ceb22e54c1669808a3d4df09d5dc736ee20',
  /** CreateOrderDocument */
  '82af8553e7482375a41c39b87e9153dba125e3485d749db5f3769ef8d6424c59',
  /** EventsDocument */
  '59455d0e2444db8d6a58056791b6fa473b417fdce4e9a76ed15c9b5621566dd9',
  /** IncidentsDocument */
  'b325cdd9b8e86c171018d4c0dbe15b7332094055362b9e2968f133e7cf9695bd',
  /** OrderDocument */
  '8b345ded87f48f1f8700d51da32875974cbd7c22e8e2aac169978494b27757a6',
  /** OrderStatusDocument */
  '01cb5e798eeabee641d8ad75e241d5f04bfdd70d553871ebccd77e885baaab70',
  /** OrdersDocument */
  '99550599e1f38ca44bc6f8d180fe9bf13a4c8370bbe8bdf1ea2647d5557cb7ef',
  /** PayCheckoutDocument */
  '1003e3218338029eab091acc1973879fa1ada1e450b30bc2d7fe6b24ee00032c',
  /** PaymentOptionsDocument */
  'ffd1b2a9a2fb55975ecb28b071cedfffc7a0dccd979ee1f564ff195db0ed1b2b',
  /** RefundOrderDocument */
  '40a1da41d3a859f7fe964a3656b6cc5fc69db5962240ec3bce719774d8dd1900',
  /** TimelineDocument */
  'd1b64a7b4ae43d041c9b5294edd4b9faa3813e2702882e0857e7f88bed6042a8',
];
