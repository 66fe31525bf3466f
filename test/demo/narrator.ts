/** Tells the story on standard output, and ends it at the first step that is not as it should be. */
export interface Narrator {
  chapter(title: string): void;
  say(text: string): void;
  /** A fact the story depends on: told where it holds, thrown where it does not. */
  check(fact: string, holds: boolean): void;
}

export function createNarrator(write: (line: string) => void): Narrator {
  let count = 0;
  return {
    chapter(title) {
      count += 1;
      write(`\n${count}. ${title}`);
    },
    say: (text) => write(`   ${text}`),
    check(fact, holds) {
      if (!holds) throw new Error(`not as it should be: ${fact}`);
      write(`   ✓ ${fact}`);
    },
  };
}
