import http from 'node:http';

/** Requests that are under way at once, as a provider that has much to tell sends them. */
const requestsAtOnce = 64;

/**
 * Posts over connections that are kept. Resolves when the whole answer came; rejects where it is not 200. Where the
 * server has just closed a connection that was idle, the request goes out again, over another one.
 */
export function openSender(
  port: number,
): (path: string, headers: Readonly<Record<string, string>>, body: string) => Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: requestsAtOnce });
  return function post(path, headers, body) {
    return new Promise((resolve, reject) => {
      const length = { 'content-length': Buffer.byteLength(body) };
      const options = {
        agent,
        port,
        host: '127.0.0.1',
        path,
        method: 'POST',
        headers: { ...headers, ...length },
      };
      const request = http.request(options, (response) => {
        response.resume().once('end', () => {
          if (response.statusCode === 200) resolve();
          else reject(new Error(`HTTP ${response.statusCode}`));
        });
      });
      request.once('error', (error) => {
        if (request.reusedSocket) post(path, headers, body).then(resolve, reject);
        else reject(error);
      });
      request.end(body);
    });
  };
}
