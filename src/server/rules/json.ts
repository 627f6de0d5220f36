/** Deepest nesting that a request may have. */
export const MAX_DEPTH = 32;

/** How deep the brackets of a JSON text go, without parsing it: linear, and safe on any text. */
export function depthOf(json: string): number {
  let [depth, deepest] = [0, 0];
  scan(json, (character) => {
    if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth--;
  });
  return deepest;
}

/** Whether the outermost object of a JSON text names a key twice, which parsers disagree about. */
export function hasRepeatedKeys(json: string): boolean {
  const seen = new Set<string>();
  let [depth, isKey, isRepeated] = [0, false, false];
  scan(json, (character, text) => {
    if (character === '"') {
      if (depth === 1 && isKey) {
        isRepeated ||= seen.has(text);
        seen.add(text);
      }
    } else if (character === '{' || character === '[') isKey = ++depth === 1 && character === '{';
    else if (character === '}' || character === ']') depth--;
    else isKey = character === ',';
  });
  return isRepeated;
}

/** Calls back at every bracket, comma and colon outside of strings, and at every string (`"`) with what it says. */
function scan(json: string, visit: (character: string, text: string) => void): void {
  for (const [token] of json.matchAll(/[{}[\],:]|"(?:[^"\\]|\\.)*"?/gs)) {
    if (!token.startsWith('"')) visit(token, '');
    else visit('"', plain(token));
  }
}

function plain(token: string): string {
  try {
    return JSON.parse(token) as string;
  } catch {
    return token;
  }
}
