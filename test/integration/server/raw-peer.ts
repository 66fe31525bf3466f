import { connect, type Socket } from 'node:net';

/** A client that writes raw bytes, so that it can send what no HTTP client would. */
export interface RawPeer {
  readonly socket: Socket;
  /** Everything that the server sent until the connection closed. */
  readonly answer: Promise<string>;
}

export function openRawPeer(port: number, bytes: string | Buffer = ''): RawPeer {
  const socket = connect(port, '127.0.0.1');
  const answer = new Promise<string>((resolve) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(text));
  });
  socket.on('error', () => {});
  socket.write(bytes);
  return { socket, answer };
}
