/** SHA-256 of every operation of src/client/core/operations, in its normal form. */
export const registeredDocuments: readonly string[] = [
  /** AcknowledgeIncidentDocument */
  'b5a40d7b83c0246d24c3087b81bf62c7d8a25a295cc068a9478365cb0cba6994',
  /** CancelOrderDocument */
  'd98843600a221210ce833d0d5d5108cd2e23faab22dcb6af24eddded8248a67b',
  /** CheckoutDocument */
  'b220cfc8c46db5ad6826d45135f75cae49b87e04f1059603244629f89c8d3207',
  /** CheckoutOrderDocument */
  '81267d228deba224b63ccd6d21690331cbe8a89ecbf596496a57f98c60e1c69d',
  /** CreateCheckoutDocument */
  'd9af8e59b8479b2d59a3e4f1af0d530de2d069bc28ff32f149d22b8baf5fee4f',
  /** CreateOrderDocument */
  '5f534c2c4b6c9888f2e0bb1e82de1c4c56aef0c17039a4a238839d85d400e956',
  /** EventsDocument */
  '0e2a2dea05f499ce05aa391de81ab3fd7e6be1aa20c79153619a59c007a1c2c1',
  /** IncidentsDocument */
  'c2035c5e9f10332961b1d5d0dafcecc873cdaafc2338c2b1672ea1af0822aef8',
  /** OrderDocument */
  '8b345ded87f48f1f8700d51da32875974cbd7c22e8e2aac169978494b27757a6',
  /** OrderSettlementDocument */
  '60362c6f4b461575f91345dc13b173ff96847afecaa53cb4db8fb531d8a142f8',
  /** OrderStatusDocument */
  '01cb5e798eeabee641d8ad75e241d5f04bfdd70d553871ebccd77e885baaab70',
  /** OrdersDocument */
  '99550599e1f38ca44bc6f8d180fe9bf13a4c8370bbe8bdf1ea2647d5557cb7ef',
  /** PayCheckoutDocument */
  '5907ead9a64efaa2f705d329bf07243296f2b4717d6103ba4857d46509628223',
  /** PaymentOptionsDocument */
  '6cb5345a5c6b027734cfa09df95b8435bb9bee8e34d43cee35cde96bb26609ca',
  /** RefundOrderDocument */
  '004426f836a09175ee5cb4dc14530ab4cb1d686b75af2a314d1dba16c45de876',
  /** ResolveIncidentDocument */
  '5c274f28b329a5255c4da3dbdf422edce8303eb9300bff5926914aefe818a2b9',
  /** SettlementsDocument */
  '19dbd33a22d43c35706c6e411e78ec368a665c6836d824ea46b42ed28b365a40',
  /** TimelineDocument */
  '2313cf68602a0d75ccdef91174e4c7314a255e94197f92fa1e5ddaf47d93cbbd',
];
