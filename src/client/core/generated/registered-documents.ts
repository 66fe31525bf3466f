/** SHA-256 of every operation of src/client/core/operations, in its normal form. */
export const registeredDocuments: readonly string[] = [
  /** AcknowledgeIncidentDocument */
  '2b22a74a107678f9472e19dbb81b799d207b135b8fa694e608123136a14d0f2b',
  /** ApprovalsDocument */
  '92c39eca073685e4aab497a1fb98133ae9548b7ba46a56d1d9007dbd04595069',
  /** AttestFactDocument */
  'b69611fb75d4f5a497f623872611a1fc3bf49c86bdf7e934aaeef2802047e636',
  /** CancelOrderDocument */
  '35f545ca6d0cf0f266293cd4e68f016771b206e3547a3529e8fb8937a2a8b1a6',
  /** CheckoutDocument */
  '7bce73017ef19401a98b11c3a5e1c8df05ea023039199f301b2a922aad5357c1',
  /** CheckoutOrderDocument */
  '75eb80b92f1d4c37c34a4edcd945b95a52aaf42518f212779e17718fe0c92cb4',
  /** ConsoleOrderDocument */
  '89b60f08b26e9daf678037b2de9ee6983876076c6de157249fe7fdeed7be546e',
  /** ConsoleOrdersDocument */
  '0b926bcc5fb990ab3abf4e6ae96f88edd2673c2111367a7f2893a60837e17a1a',
  /** CreateCheckoutDocument */
  '0c9a9b83693a0aa8c3622566ed0c3fd1f105b2d424d2b28c3298bdd30d0690a7',
  /** CreateOrderDocument */
  'a2ba32b86ab894fa6966ac59ca947964a925e0f9e5f6f9dee9df40c2db3aadcd',
  /** DecideApprovalDocument */
  'd1df5b1be7391aca5dece83424c8bb9f053f912d082e073d4b65f2f863918111',
  /** EndCheckoutDocument */
  '2c29ea52d24b7c9067703686e7dc54993c9ae119f15083f497e3b7fe841f8426',
  /** EventReceiversDocument */
  '4214ff7b714b0566e22f6db2e665e8f5f1f627405e3bb523d9f6b05c1c62637d',
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
  /** OverviewDocument */
  '5d7dd43f5de7f9b09b624207e41df08d703c25310dff9c05bbc7e11564b98658',
  /** PayCheckoutDocument */
  '35bcf1f4f57f6226e562cbc5996c46805f75cdc585bf34841d2e539cc18724f2',
  /** PaymentLinkDocument */
  'f46b8fb40f4fbaa77484229ab2b13dd40c7a9ec90ccf44a9ba577c7a0355c370',
  /** PaymentOptionsDocument */
  'aa26fb456df6e872fc0bfa78d4aaf9b5a09096055871fac4c3e5810d0d10ab57',
  /** PendingOperationsDocument */
  '211549748cee781f6db5c5bc7e8f040a2b5ba57d35ff92415a84afb4893706d4',
  /** RedeliverEventsDocument */
  '05be20883dd276ba0fcbb090e90d239cceff3c240ef478e11ee09132b51ec61a',
  /** RefundOrderDocument */
  '139bb802868a04029cf6c1c8b791222ad9a479dc2810069ab2e38e77f8a571cf',
  /** ReplayInboxDocument */
  '33e66d0ef1c53ebe073103f0c9a7c7884060e6c4186e959c4ddc05910c09b5dd',
  /** ResolveIncidentDocument */
  '2cb66972069d4b5cf1734578716aebc231774eed803933b280684cca3ecc7ce3',
  /** SearchDocument */
  'e08b44a131beb4175062c0a4a9b292eb733e80b46faa94a90d2fe57b0d33b9e5',
  /** SettlementsDocument */
  '19dbd33a22d43c35706c6e411e78ec368a665c6836d824ea46b42ed28b365a40',
  /** TimelineDocument */
  '2313cf68602a0d75ccdef91174e4c7314a255e94197f92fa1e5ddaf47d93cbbd',
];
