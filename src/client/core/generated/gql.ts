/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "mutation CancelOrder($input: CancelOrderInput!, $language: Language = EN) {\n  cancelOrder(input: $input) {\n    __typename\n    ... on CancelOrderSuccess {\n      order {\n        ...OrderFields\n      }\n    }\n    ... on CancelOrderPending {\n      order {\n        ...OrderFields\n      }\n    }\n    ...ProblemFields\n  }\n}": typeof types.CancelOrderDocument,
    "query CheckoutOrder {\n  checkout {\n    expiresAt\n    asOf\n    order {\n      ...OrderFields\n    }\n  }\n}": typeof types.CheckoutOrderDocument,
    "query Checkout($language: Language = EN) {\n  checkout {\n    partnerReferenceNo\n    title\n    amount {\n      value\n      currency\n    }\n    expiresAt\n    asOf\n    goods {\n      name\n      quantity\n      price {\n        value\n      }\n    }\n    paymentOptions {\n      __typename\n      ... on PaymentOptions {\n        options {\n          kind\n          payMethod\n          payOption\n          name(language: $language)\n        }\n        stale\n      }\n      ...ProblemFields\n    }\n    order {\n      ...OrderFields\n    }\n  }\n}": typeof types.CheckoutDocument,
    "mutation CreateCheckout($input: CreateCheckoutInput!, $language: Language = EN) {\n  createCheckout(input: $input) {\n    __typename\n    ... on CreateCheckoutSuccess {\n      checkout {\n        partnerReferenceNo\n        title\n        amount {\n          value\n          currency\n        }\n        expiresAt\n      }\n      checkoutToken\n    }\n    ...ProblemFields\n  }\n}": typeof types.CreateCheckoutDocument,
    "mutation CreateOrder($input: CreateOrderInput!, $language: Language = EN) {\n  createOrder(input: $input) {\n    __typename\n    ... on CreateOrderSuccess {\n      order {\n        ...OrderFields\n      }\n      clientToken\n    }\n    ...ProblemFields\n  }\n}": typeof types.CreateOrderDocument,
    "query Events($first: Int, $after: String) {\n  events(first: $first, after: $after) {\n    nodes {\n      id\n      type\n      occurredAt\n      order {\n        ...OrderFields\n      }\n      refund {\n        ...RefundFields\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": typeof types.EventsDocument,
    "query Incidents($first: Int, $after: String, $kind: IncidentKind) {\n  incidents(first: $first, after: $after, kind: $kind) {\n    nodes {\n      id\n      kind\n      occurredAt\n      orderId\n      partnerReferenceNo\n      detail\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": typeof types.IncidentsDocument,
    "fragment OrderFields on Order {\n  id\n  partnerReferenceNo\n  referenceNo\n  title\n  amount {\n    value\n    currency\n  }\n  status\n  version\n  payMethod\n  payOption\n  instruction {\n    __typename\n    ... on RedirectInstruction {\n      url\n      expiresAt\n    }\n    ... on VirtualAccountInstruction {\n      bank\n      number\n      expiresAt\n    }\n    ... on QrisInstruction {\n      content\n      image\n      expiresAt\n    }\n    ... on WalletPushInstruction {\n      wallet\n      expiresAt\n    }\n    ... on PaymentCodeInstruction {\n      outlet\n      code\n      expiresAt\n    }\n  }\n  createdAt\n  updatedAt\n  expiresAt\n  paidAt\n  cancellation {\n    status\n    requestedAt\n    reason\n  }\n  voidedAmount {\n    value\n  }\n  refundedAmount {\n    value\n  }\n  refundableAmount {\n    value\n  }\n}": typeof types.OrderFieldsFragmentDoc,
    "subscription OrderStatus($orderId: ID!, $afterVersion: Int) {\n  orderStatus(orderId: $orderId, afterVersion: $afterVersion) {\n    ...OrderFields\n  }\n}": typeof types.OrderStatusDocument,
    "query Order($by: OrderBy!, $fresh: Boolean = false) {\n  order(by: $by, fresh: $fresh) {\n    ...OrderFields\n    goods {\n      merchantGoodsId\n      name\n      description\n      category\n      price {\n        value\n      }\n      unit\n      quantity\n    }\n    refunds(first: 100) {\n      nodes {\n        ...RefundFields\n      }\n    }\n  }\n}": typeof types.OrderDocument,
    "query Orders($filter: OrderFilter, $first: Int, $after: String, $last: Int, $before: String) {\n  orders(\n    filter: $filter\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n  ) {\n    nodes {\n      ...OrderFields\n      metadata {\n        key\n        value\n      }\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n  }\n}": typeof types.OrdersDocument,
    "mutation PayCheckout($input: PayCheckoutInput!, $language: Language = EN) {\n  payCheckout(input: $input) {\n    __typename\n    ... on PayCheckoutSuccess {\n      order {\n        ...OrderFields\n      }\n    }\n    ...ProblemFields\n  }\n}": typeof types.PayCheckoutDocument,
    "query PaymentOptions($input: PaymentOptionsInput!, $language: Language = EN) {\n  paymentOptions(input: $input) {\n    __typename\n    ... on PaymentOptions {\n      options {\n        kind\n        payMethod\n        payOption\n        name(language: $language)\n        promos {\n          promoId\n          promoType\n          amount {\n            value\n          }\n        }\n      }\n      asOf\n      stale\n    }\n    ...ProblemFields\n  }\n}": typeof types.PaymentOptionsDocument,
    "fragment ProblemFields on Problem {\n  code\n  message(language: $language)\n  retryable\n  ... on InvalidInput {\n    issues {\n      path\n      rule\n      message(language: $language)\n    }\n  }\n  ... on ProviderDeclined {\n    responseCode\n    responseMessage\n    declinedOrder: order {\n      id\n      status\n      version\n    }\n  }\n  ... on TemporarilyUnavailable {\n    reason\n    retryAfterMs\n  }\n}": typeof types.ProblemFieldsFragmentDoc,
    "fragment RefundFields on Refund {\n  id\n  partnerRefundNo\n  refundNo\n  amount {\n    value\n    currency\n  }\n  reason\n  status\n  createdAt\n  updatedAt\n}": typeof types.RefundFieldsFragmentDoc,
    "mutation RefundOrder($input: RefundOrderInput!, $language: Language = EN) {\n  refundOrder(input: $input) {\n    __typename\n    ... on RefundOrderSuccess {\n      refund {\n        ...RefundFields\n      }\n      order {\n        ...OrderFields\n      }\n    }\n    ... on RefundOrderPending {\n      refund {\n        ...RefundFields\n      }\n      order {\n        ...OrderFields\n      }\n    }\n    ...ProblemFields\n  }\n}": typeof types.RefundOrderDocument,
    "query Timeline($by: OrderBy!, $first: Int = 100, $after: String) {\n  order(by: $by) {\n    id\n    version\n    timeline(first: $first, after: $after) {\n      nodes {\n        version\n        occurredAt\n        type\n        status\n        source\n        amount {\n          value\n        }\n        refundId\n        reason\n        responseCode\n        responseMessage\n        payMethod\n        payOption\n        paidAt\n        detail\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}": typeof types.TimelineDocument,
};
const documents: Documents = {
    "mutation CancelOrder($input: CancelOrderInput!, $language: Language = EN) {\n  cancelOrder(input: $input) {\n    __typename\n    ... on CancelOrderSuccess {\n      order {\n        ...OrderFields\n      }\n    }\n    ... on CancelOrderPending {\n      order {\n        ...OrderFields\n      }\n    }\n    ...ProblemFields\n  }\n}": types.CancelOrderDocument,
    "query CheckoutOrder {\n  checkout {\n    expiresAt\n    asOf\n    order {\n      ...OrderFields\n    }\n  }\n}": types.CheckoutOrderDocument,
    "query Checkout($language: Language = EN) {\n  checkout {\n    partnerReferenceNo\n    title\n    amount {\n      value\n      currency\n    }\n    expiresAt\n    asOf\n    goods {\n      name\n      quantity\n      price {\n        value\n      }\n    }\n    paymentOptions {\n      __typename\n      ... on PaymentOptions {\n        options {\n          kind\n          payMethod\n          payOption\n          name(language: $language)\n        }\n        stale\n      }\n      ...ProblemFields\n    }\n    order {\n      ...OrderFields\n    }\n  }\n}": types.CheckoutDocument,
    "mutation CreateCheckout($input: CreateCheckoutInput!, $language: Language = EN) {\n  createCheckout(input: $input) {\n    __typename\n    ... on CreateCheckoutSuccess {\n      checkout {\n        partnerReferenceNo\n        title\n        amount {\n          value\n          currency\n        }\n        expiresAt\n      }\n      checkoutToken\n    }\n    ...ProblemFields\n  }\n}": types.CreateCheckoutDocument,
    "mutation CreateOrder($input: CreateOrderInput!, $language: Language = EN) {\n  createOrder(input: $input) {\n    __typename\n    ... on CreateOrderSuccess {\n      order {\n        ...OrderFields\n      }\n      clientToken\n    }\n    ...ProblemFields\n  }\n}": types.CreateOrderDocument,
    "query Events($first: Int, $after: String) {\n  events(first: $first, after: $after) {\n    nodes {\n      id\n      type\n      occurredAt\n      order {\n        ...OrderFields\n      }\n      refund {\n        ...RefundFields\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": types.EventsDocument,
    "query Incidents($first: Int, $after: String, $kind: IncidentKind) {\n  incidents(first: $first, after: $after, kind: $kind) {\n    nodes {\n      id\n      kind\n      occurredAt\n      orderId\n      partnerReferenceNo\n      detail\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": types.IncidentsDocument,
    "fragment OrderFields on Order {\n  id\n  partnerReferenceNo\n  referenceNo\n  title\n  amount {\n    value\n    currency\n  }\n  status\n  version\n  payMethod\n  payOption\n  instruction {\n    __typename\n    ... on RedirectInstruction {\n      url\n      expiresAt\n    }\n    ... on VirtualAccountInstruction {\n      bank\n      number\n      expiresAt\n    }\n    ... on QrisInstruction {\n      content\n      image\n      expiresAt\n    }\n    ... on WalletPushInstruction {\n      wallet\n      expiresAt\n    }\n    ... on PaymentCodeInstruction {\n      outlet\n      code\n      expiresAt\n    }\n  }\n  createdAt\n  updatedAt\n  expiresAt\n  paidAt\n  cancellation {\n    status\n    requestedAt\n    reason\n  }\n  voidedAmount {\n    value\n  }\n  refundedAmount {\n    value\n  }\n  refundableAmount {\n    value\n  }\n}": types.OrderFieldsFragmentDoc,
    "subscription OrderStatus($orderId: ID!, $afterVersion: Int) {\n  orderStatus(orderId: $orderId, afterVersion: $afterVersion) {\n    ...OrderFields\n  }\n}": types.OrderStatusDocument,
    "query Order($by: OrderBy!, $fresh: Boolean = false) {\n  order(by: $by, fresh: $fresh) {\n    ...OrderFields\n    goods {\n      merchantGoodsId\n      name\n      description\n      category\n      price {\n        value\n      }\n      unit\n      quantity\n    }\n    refunds(first: 100) {\n      nodes {\n        ...RefundFields\n      }\n    }\n  }\n}": types.OrderDocument,
    "query Orders($filter: OrderFilter, $first: Int, $after: String, $last: Int, $before: String) {\n  orders(\n    filter: $filter\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n  ) {\n    nodes {\n      ...OrderFields\n      metadata {\n        key\n        value\n      }\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n  }\n}": types.OrdersDocument,
    "mutation PayCheckout($input: PayCheckoutInput!, $language: Language = EN) {\n  payCheckout(input: $input) {\n    __typename\n    ... on PayCheckoutSuccess {\n      order {\n        ...OrderFields\n      }\n    }\n    ...ProblemFields\n  }\n}": types.PayCheckoutDocument,
    "query PaymentOptions($input: PaymentOptionsInput!, $language: Language = EN) {\n  paymentOptions(input: $input) {\n    __typename\n    ... on PaymentOptions {\n      options {\n        kind\n        payMethod\n        payOption\n        name(language: $language)\n        promos {\n          promoId\n          promoType\n          amount {\n            value\n          }\n        }\n      }\n      asOf\n      stale\n    }\n    ...ProblemFields\n  }\n}": types.PaymentOptionsDocument,
    "fragment ProblemFields on Problem {\n  code\n  message(language: $language)\n  retryable\n  ... on InvalidInput {\n    issues {\n      path\n      rule\n      message(language: $language)\n    }\n  }\n  ... on ProviderDeclined {\n    responseCode\n    responseMessage\n    declinedOrder: order {\n      id\n      status\n      version\n    }\n  }\n  ... on TemporarilyUnavailable {\n    reason\n    retryAfterMs\n  }\n}": types.ProblemFieldsFragmentDoc,
    "fragment RefundFields on Refund {\n  id\n  partnerRefundNo\n  refundNo\n  amount {\n    value\n    currency\n  }\n  reason\n  status\n  createdAt\n  updatedAt\n}": types.RefundFieldsFragmentDoc,
    "mutation RefundOrder($input: RefundOrderInput!, $language: Language = EN) {\n  refundOrder(input: $input) {\n    __typename\n    ... on RefundOrderSuccess {\n      refund {\n        ...RefundFields\n      }\n      order {\n        ...OrderFields\n      }\n    }\n    ... on RefundOrderPending {\n      refund {\n        ...RefundFields\n      }\n      order {\n        ...OrderFields\n      }\n    }\n    ...ProblemFields\n  }\n}": types.RefundOrderDocument,
    "query Timeline($by: OrderBy!, $first: Int = 100, $after: String) {\n  order(by: $by) {\n    id\n    version\n    timeline(first: $first, after: $after) {\n      nodes {\n        version\n        occurredAt\n        type\n        status\n        source\n        amount {\n          value\n        }\n        refundId\n        reason\n        responseCode\n        responseMessage\n        payMethod\n        payOption\n        paidAt\n        detail\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}": types.TimelineDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CancelOrder($input: CancelOrderInput!, $language: Language = EN) {\n  cancelOrder(input: $input) {\n    __typename\n    ... on CancelOrderSuccess {\n      order {\n        ...OrderFields\n      }\n    }\n    ... on CancelOrderPending {\n      order {\n        ...OrderFields\n      }\n    }\n    ...ProblemFields\n  }\n}"): typeof import('./graphql.ts').CancelOrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query CheckoutOrder {\n  checkout {\n    expiresAt\n    asOf\n    order {\n      ...OrderFields\n    }\n  }\n}"): typeof import('./graphql.ts').CheckoutOrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Checkout($language: Language = EN) {\n  checkout {\n    partnerReferenceNo\n    title\n    amount {\n      value\n      currency\n    }\n    expiresAt\n    asOf\n    goods {\n      name\n      quantity\n      price {\n        value\n      }\n    }\n    paymentOptions {\n      __typename\n      ... on PaymentOptions {\n        options {\n          kind\n          payMethod\n          payOption\n          name(language: $language)\n        }\n        stale\n      }\n      ...ProblemFields\n    }\n    order {\n      ...OrderFields\n    }\n  }\n}"): typeof import('./graphql.ts').CheckoutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateCheckout($input: CreateCheckoutInput!, $language: Language = EN) {\n  createCheckout(input: $input) {\n    __typename\n    ... on CreateCheckoutSuccess {\n      checkout {\n        partnerReferenceNo\n        title\n        amount {\n          value\n          currency\n        }\n        expiresAt\n      }\n      checkoutToken\n    }\n    ...ProblemFields\n  }\n}"): typeof import('./graphql.ts').CreateCheckoutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation CreateOrder($input: CreateOrderInput!, $language: Language = EN) {\n  createOrder(input: $input) {\n    __typename\n    ... on CreateOrderSuccess {\n      order {\n        ...OrderFields\n      }\n      clientToken\n    }\n    ...ProblemFields\n  }\n}"): typeof import('./graphql.ts').CreateOrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Events($first: Int, $after: String) {\n  events(first: $first, after: $after) {\n    nodes {\n      id\n      type\n      occurredAt\n      order {\n        ...OrderFields\n      }\n      refund {\n        ...RefundFields\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"): typeof import('./graphql.ts').EventsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Incidents($first: Int, $after: String, $kind: IncidentKind) {\n  incidents(first: $first, after: $after, kind: $kind) {\n    nodes {\n      id\n      kind\n      occurredAt\n      orderId\n      partnerReferenceNo\n      detail\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"): typeof import('./graphql.ts').IncidentsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment OrderFields on Order {\n  id\n  partnerReferenceNo\n  referenceNo\n  title\n  amount {\n    value\n    currency\n  }\n  status\n  version\n  payMethod\n  payOption\n  instruction {\n    __typename\n    ... on RedirectInstruction {\n      url\n      expiresAt\n    }\n    ... on VirtualAccountInstruction {\n      bank\n      number\n      expiresAt\n    }\n    ... on QrisInstruction {\n      content\n      image\n      expiresAt\n    }\n    ... on WalletPushInstruction {\n      wallet\n      expiresAt\n    }\n    ... on PaymentCodeInstruction {\n      outlet\n      code\n      expiresAt\n    }\n  }\n  createdAt\n  updatedAt\n  expiresAt\n  paidAt\n  cancellation {\n    status\n    requestedAt\n    reason\n  }\n  voidedAmount {\n    value\n  }\n  refundedAmount {\n    value\n  }\n  refundableAmount {\n    value\n  }\n}"): typeof import('./graphql.ts').OrderFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "subscription OrderStatus($orderId: ID!, $afterVersion: Int) {\n  orderStatus(orderId: $orderId, afterVersion: $afterVersion) {\n    ...OrderFields\n  }\n}"): typeof import('./graphql.ts').OrderStatusDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Order($by: OrderBy!, $fresh: Boolean = false) {\n  order(by: $by, fresh: $fresh) {\n    ...OrderFields\n    goods {\n      merchantGoodsId\n      name\n      description\n      category\n      price {\n        value\n      }\n      unit\n      quantity\n    }\n    refunds(first: 100) {\n      nodes {\n        ...RefundFields\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').OrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Orders($filter: OrderFilter, $first: Int, $after: String, $last: Int, $before: String) {\n  orders(\n    filter: $filter\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n  ) {\n    nodes {\n      ...OrderFields\n      metadata {\n        key\n        value\n      }\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n  }\n}"): typeof import('./graphql.ts').OrdersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation PayCheckout($input: PayCheckoutInput!, $language: Language = EN) {\n  payCheckout(input: $input) {\n    __typename\n    ... on PayCheckoutSuccess {\n      order {\n        ...OrderFields\n      }\n    }\n    ...ProblemFields\n  }\n}"): typeof import('./graphql.ts').PayCheckoutDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query PaymentOptions($input: PaymentOptionsInput!, $language: Language = EN) {\n  paymentOptions(input: $input) {\n    __typename\n    ... on PaymentOptions {\n      options {\n        kind\n        payMethod\n        payOption\n        name(language: $language)\n        promos {\n          promoId\n          promoType\n          amount {\n            value\n          }\n        }\n      }\n      asOf\n      stale\n    }\n    ...ProblemFields\n  }\n}"): typeof import('./graphql.ts').PaymentOptionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment ProblemFields on Problem {\n  code\n  message(language: $language)\n  retryable\n  ... on InvalidInput {\n    issues {\n      path\n      rule\n      message(language: $language)\n    }\n  }\n  ... on ProviderDeclined {\n    responseCode\n    responseMessage\n    declinedOrder: order {\n      id\n      status\n      version\n    }\n  }\n  ... on TemporarilyUnavailable {\n    reason\n    retryAfterMs\n  }\n}"): typeof import('./graphql.ts').ProblemFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "fragment RefundFields on Refund {\n  id\n  partnerRefundNo\n  refundNo\n  amount {\n    value\n    currency\n  }\n  reason\n  status\n  createdAt\n  updatedAt\n}"): typeof import('./graphql.ts').RefundFieldsFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "mutation RefundOrder($input: RefundOrderInput!, $language: Language = EN) {\n  refundOrder(input: $input) {\n    __typename\n    ... on RefundOrderSuccess {\n      refund {\n        ...RefundFields\n      }\n      order {\n        ...OrderFields\n      }\n    }\n    ... on RefundOrderPending {\n      refund {\n        ...RefundFields\n      }\n      order {\n        ...OrderFields\n      }\n    }\n    ...ProblemFields\n  }\n}"): typeof import('./graphql.ts').RefundOrderDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Timeline($by: OrderBy!, $first: Int = 100, $after: String) {\n  order(by: $by) {\n    id\n    version\n    timeline(first: $first, after: $after) {\n      nodes {\n        version\n        occurredAt\n        type\n        status\n        source\n        amount {\n          value\n        }\n        refundId\n        reason\n        responseCode\n        responseMessage\n        payMethod\n        payOption\n        paidAt\n        detail\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}"): typeof import('./graphql.ts').TimelineDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
