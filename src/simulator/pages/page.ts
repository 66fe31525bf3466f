import type { Desk } from '../control/desk.ts';
import type { HttpHandler, HttpReply, HttpRequest } from '../http/http-server.ts';

/** The data that the pages show, and the control interface, through which alone the desk changes anything. */
export interface PageParts {
  desk: Desk;
  /** The JSON interface under /simulator. */
  control: HttpHandler;
  /** How browsers and merchants reach the simulator, without trailing slash. */
  publicUrl: () => string;
}

/** One request for a page. */
export interface Visit extends PageParts {
  request: HttpRequest;
}

/**
 * A page at a path. GET shows it; POST, a form of it, acts and sends the browser on (or shows it with a
 * refusal).
 */
export interface Page {
  path: string;
  show(visit: Visit): HttpReply;
  act(visit: Visit, form: URLSearchParams): HttpReply | Promise<HttpReply>;
}
