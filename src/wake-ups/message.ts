/** A changed order, or checkout, and the version that it has at least; null if that is unknown. */
export interface WakeUp {
  readonly id: string;
  readonly version: number | null;
}

/** What a process hears from another one: `all` means "something changed, read what you watch". */
export interface HeardMessage {
  readonly sender: string;
  readonly wakeUps: readonly WakeUp[] | 'all';
}

/** Postgres refuses a notification of 8,000 bytes or more. All characters of a message are of one byte. */
const messageBytesMax = 7_900;
/** No id is longer; a version has up to ten digits. */
const idLengthMax = 64;
const everything = '*';
const wakeUpShape = new RegExp(`^([\\w-]{1,${idLengthMax}})(?::(\\d{1,10}))?$`);

/** The messages for these wake-ups, as few as possible. An id that is none, which no caller has, is left out. */
export function writeMessages(sender: string, wakeUps: readonly WakeUp[]): string[] {
  const messages: string[] = [];
  let message = sender;
  for (const { id, version } of wakeUps) {
    const word = version === null ? id : `${id}:${version}`;
    if (!wakeUpShape.test(word)) continue;
    if (message.length + 1 + word.length > messageBytesMax) {
      messages.push(message);
      message = sender;
    }
    message += ` ${word}`;
  }
  return message === sender ? messages : [...messages, message];
}

/** The message that stands for wake-ups that are too many to be named. */
export function writeEverything(sender: string): string {
  return `${sender} ${everything}`;
}

/** The message without a wake-up: its sender hears. */
export function writeGreeting(sender: string): string {
  return sender;
}

/** Reads a message. Words that are no wake-up are skipped: anybody may write to the channel, and a wake-up only causes a read. */
export function readMessage(message: string): HeardMessage {
  const [sender = '', ...words] = message.split(' ');
  if (words[0] === everything) return { sender, wakeUps: 'all' };
  return {
    sender,
    wakeUps: words.flatMap((word) => {
      const [, id, version] = wakeUpShape.exec(word) ?? [];
      if (id === undefined) return [];
      return [{ id, version: version === undefined ? null : Number(version) }];
    }),
  };
}
