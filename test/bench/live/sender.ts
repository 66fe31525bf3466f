import http from 'node:http';

/** Requests under way at once, as a provider with many notifications sends them. */
const requestsAtOnce = 64;

/**
 * Posts over connections that are kept open. Resolves when the whole answer came; rejects if it is not 200. If the
 * server has just closed an idle connection, sends the request again over another one.
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
