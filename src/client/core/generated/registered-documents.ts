/** SHA-256 of every operation of src/client/core/operations, in its normal form. */
export const registeredDocuments: readonly string[] = [
  /** CancelOrderDocument */
  '51aaddbf8ddb42006225896c492e3bccf942de35be620f05b654b8673f536df7',
  /** CheckoutDocument */
  '2f37a79b26a3f8c46fc6a7191bf860746a5386bec76e266f18e89dcb09afd988',
  /** CheckoutOrderDocument */
  '81267d228deba224b63ccd6d21690331cbe8a89ecbf596496a57f98c60e1c69d',
  /** CreateCheckoutDocument */
  'f73c45f84f30d388129ee162d15482516285bc8301db03078afe2fbfa9201d69',
  /** CreateOrderDocument */
  '65ab02fef1fe7a907844e21a7c111ca5edfa93f5ae54a3314b2df7fed2d5caa6',
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
  '37c7d580e6a650189a6ab2e4b6a6f595e08d3c68de29f175cc9273789b6ad172',
  /** PaymentOptionsDocument */
  '0da69caaf651c337905af72a5a90f79a1ec40eef3b18849f7318ff5f1319ddb0',
  /** RefundOrderDocument */
  '66a64f9cc8e85d68713ef9fa818949046598bc3cc54b513385fec7546f8c2f86',
  /** TimelineDocument */
  'd1b64a7b4ae43d041c9b5294edd4b9faa3813e2702882e0857e7f88bed6042a8',
];
