import type { Inbox } from './inbox.ts';
import type { Incidents } from './incidents.ts';
import type { OrderChanges } from './order-changes.ts';
import type { ChangeLog } from './order-feed.ts';
import type { OrderPages } from './order-pages.ts';
import type { LateQueries, OrderQueue } from './order-queue.ts';
import type { OrderReads } from './order-reads.ts';
import type { Approvals } from './people/approvals.ts';
import type { Evidence } from './people/evidence.ts';
import type { OrderSearch } from './people/order-search.ts';
import type { RepeatDeclines, SentRequests } from './repeats.ts';

/** All ports that one store of orders implements together. A use case takes only the ones that it needs. */
export interface OrderStore
  extends OrderReads,
    Approvals,
    OrderSearch,
    Evidence,
    OrderPages,
    OrderChanges,
    OrderQueue,
    LateQueries,
    RepeatDeclines,
    SentRequests,
    Inbox,
    Incidents,
    ChangeLog {}
