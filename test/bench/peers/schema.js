import { findOrder, listOrders } from './orders.js';

/** The part of the gateway's schema that the measured documents use, as one writes it by hand. */
export const typeDefs = /* GraphQL */ `
  type Query {
    order(by: OrderBy!): Order
    orders(first: Int = 20, after: String): OrderConnection!
  }
  input OrderBy { id: ID! }
  type OrderConnection { nodes: [Order!]! pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  type Money { value: String! currency: String! }
  type Cancellation { status: String! requestedAt: String! reason: String }
  type RedirectInstruction { url: String! expiresAt: String! }
  type VirtualAccountInstruction { bank: String! number: String! expiresAt: String! }
  type QrisInstruction { content: String! image: String! expiresAt: String! }
  type WalletPushInstruction { wallet: String! expiresAt: String! }
  type PaymentCodeInstruction { outlet: String! code: String! expiresAt: String! }
  union PaymentInstruction =
    RedirectInstruction | VirtualAccountInstruction | QrisInstruction | WalletPushInstruction | PaymentCodeInstruction
  enum OrderStatus { CONFIRMING PENDING PAID PARTIALLY_REFUNDED REFUNDED CANCELLED EXPIRED FAILED }
  type Order {
    id: ID!
    partnerReferenceNo: String!
    referenceNo: String
    title: String!
    amount: Money!
    status: OrderStatus!
    version: Int!
    payMethod: String
    payOption: String
    instruction: PaymentInstruction
    createdAt: String!
    updatedAt: String!
    expiresAt: String!
    paidAt: String
    cancellation: Cancellation
    voidedAmount: Money!
    refundedAmount: Money!
    refundableAmount: Money!
  }
`;

export const resolvers = {
  Query: {
    order: (_root, { by }) => findOrder(by.id),
    orders: (_root, { first, after }) => listOrders(first, after),
  },
};
