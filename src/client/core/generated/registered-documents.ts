/** SHA-256 of every operation of src/client/core/operations, in its normal form. */
export const registeredDocuments: readonly string[] = [
  /** AcknowledgeIncidentDocument */
  'b5a40d7b83c0246d24c3087b81bf62c7d8a25a295cc068a9478365cb0cba6994',
  /** CancelOrderDocument */
  '252d5d7ec0e2775ecbc8c0fb0496a121dfdf183016dd6e6f39eaa0f70bb871ac',
  /** CheckoutDocument */
  '3e2664849aa0af52a49439132a1e2207f9245339bd955759023067f144e8a02c',
  /** CheckoutOrderDocument */
  '75eb80b92f1d4c37c34a4edcd945b95a52aaf42518f212779e17718fe0c92cb4',
  /** CreateCheckoutDocument */
  'd9af8e59b8479b2d59a3e4f1af0d530de2d069bc28ff32f149d22b8baf5fee4f',
  /** CreateOrderDocument */
  '491a3e874efd53cec0cac90560809e4e5467b784dec09081cffd54ef10aa7804',
  /** EventsDocument */
  '67a30c5058f7e7086b704c6f5a743e544b65a4336cf9f2cff31b34301716ac11',
  /** IncidentsDocument */
  'c2035c5e9f10332961b1d5d0dafcecc873cdaafc2338c2b1672ea1af0822aef8',
  /** OrderDocument */
  '1d80d3d5d1af2b2d848c1b344212b30210579e9a21a61ff785c8639a1964cbc3',
  /** OrderSettlementDocument */
  '60362c6f4b461575f91345dc13b173ff96847afecaa53cb4db8fb531d8a142f8',
  /** OrderStatusDocument */
  '3c035f39e05169b55ff3bf521031788c048f75bab650b39a831a66276841f7e8',
  /** OrdersDocument */
  '197f24846ab59d91dd2a4005c54a8a7d4a716f5f197a47b83c3dc99a97ec577f',
  /** PayCheckoutDocument */
  'a19e3440bb355eeed45384cd05601643a401289c2caeb91bb2f30c8cf0ab7a5b',
  /** PaymentOptionsDocument */
  '6cb5345a5c6b027734cfa09df95b8435bb9bee8e34d43cee35cde96bb26609ca',
  /** RefundOrderDocument */
  'ef8d22055513165af20d52443f673a0630183a0908a981440c36672db512f9da',
  /** ResolveIncidentDocument */
  '5c274f28b329a5255c4da3dbdf422edce8303eb9300bff5926914aefe818a2b9',
  /** SettlementsDocument */
  '19dbd33a22d43c35706c6e411e78ec368a665c6836d824ea46b42ed28b365a40',
  /** TimelineDocument */
  '2313cf68602a0d75ccdef91174e4c7314a255e94197f92fa1e5ddaf47d93cbbd',
];
