export interface GraphiqlTab {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const problem = '... on Problem { code message retryable }';

/**
 * The flow in the order in which a newcomer meets it, ready to be run. `reference` is a new one on each page, so
 * that the order is too; the id of that order is to be pasted where a later tab asks for it.
 */
export function graphiqlTabs(reference: string): readonly GraphiqlTab[] {
  const orderId = 'paste the id of the order here';
  return [
    {
      query: `# 1. What can 75,000 rupiah be paid with, now?
query PaymentOptions($input: PaymentOptionsInput!) {
  paymentOptions(input: $input) {
    ... on PaymentOptions {
      asOf
      options { kind name payMethod payOption }
    }
    ${problem}
  }
}
`,
      variables: { input: { amount: '75000' } },
    },
    {
      query: `# 2. An order, paid by a BRI virtual account. Run it twice: the same order, not a second one.
mutation CreateOrder($input: CreateOrderInput!) {
  createOrder(input: $input) {
    ... on CreateOrderSuccess {
      clientToken
      order {
        id
        partnerReferenceNo
        status
        version
        expiresAt
        instruction {
          ... on VirtualAccountInstruction { bank number expiresAt }
        }
      }
    }
    ${problem}
  }
}
`,
      variables: {
        input: {
          partnerReferenceNo: reference,
          amount: '75000',
          title: 'Two tickets',
          payMethod: 'VIRTUAL_ACCOUNT',
          payOption: 'VIRTUAL_ACCOUNT_BRI',
        },
      },
    },
    {
      query: `# 3. Watch it, then pay it: every change is pushed as it happens.
subscription OrderStatus($orderId: ID!) {
  orderStatus(orderId: $orderId) {
    status
    version
    paidAt
    updatedAt
  }
}
`,
      variables: { orderId },
    },
    {
      query: `# 4. The order with everything that happened to it.
query Order($partnerReferenceNo: String!) {
  order(by: { partnerReferenceNo: $partnerReferenceNo }) {
    id
    status
    amount { value currency }
    refundableAmount { value }
    timeline(first: 20) {
      edges { node { version occurredAt type status source } }
    }
  }
}
`,
      variables: { partnerReferenceNo: reference },
    },
    {
      query: `# 5. Give a part of it back.
mutation RefundOrder($input: RefundOrderInput!) {
  refundOrder(input: $input) {
    ... on RefundOrderSuccess { refund { status amount { value } } order { status } }
    ... on RefundOrderPending { refund { status amount { value } } order { status } }
    ${problem}
  }
}
`,
      variables: { input: { orderId, partnerRefundNo: `${reference}-refund`, amount: '25000' } },
    },
  ];
}
