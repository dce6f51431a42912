/** Finds the marks by which language models tell who speaks: in a customer's words they can only be there to speak for somebody else. */

export interface Markup {
  /** `token`, `turns`, `tag`, `tool-call`. */
  readonly kind: string
  readonly confidence: number
  readonly start: number
  readonly end: number
}

// ChatML and Llama 3 (`<|…|>`), DeepSeek (fullwidth bars), Llama 2 and Mistral (`[INST]`, `<<SYS>>`, `[TOOL_CALLS]`), Gemma (`<start_of_turn>`),
// Alpaca and Vicuna (`### Instruction:`): the chat templates that the model cards publish.
const TOKENS =
  /<[|｜](?:im_[a-z]{2,10}|(?:begin|start|end|fim|python|tool|eot|eom|eos|bos)[_▁][a-z_▁]{2,30}|(?:start|end)oftext|endofprompt|eot|eom|end|user|assistant|system|human|channel|message|return|call|constrain|observation)[|｜]>|\[\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\]|<<\/?SYS>>|<(?:start|end)_of_turn>|^[ \t]{0,3}#{2,4} ?(?:Instructions?|Response|System|Assistant|Human)(?: ?Prompt)? ?:/gimu

/** Tags that wrap what is said to a model: one that opens is odd, one that closes what was never opened would end our own. */
const TAGS =
  /<(\/?)(system|assistant|system[_-]prompt|system[_-]reminder|system[_-]message|user[_-]query|user[_-]input|untrusted[a-z_-]{0,20}|tool[_-]call|tool[_-]result|tool[_-]response|function[_-]calls?|function[_-]results?|user|human|prompt|instructions|document|documents|context|email|message|customer[_-]message)>/gi
/** Placeholders in honest manuals and logs: `ssh <user>@host`. */
const OPENS_HONESTLY = /^(?:user|human|prompt|instructions|documents?|context|email|message|customer[_-]message)$/i

// OpenAI's and Anthropic's message formats: a call of a tool, or a message with the role of another.
const TOOL_CALL =
  /"(?:tool_calls?|function_call|tool_use_id|tool_call_id)"\s{0,5}:|"role"\s{0,5}:\s{0,5}"(?:system|assistant|developer|tool)"|"name"\s{0,5}:\s{0,5}"[^"\n]{1,60}"\s{0,5},\s{0,5}"(?:arguments|parameters)"\s{0,5}:\s{0,5}\{/gi

const TURN = /^[ \t]{0,3}(?:\*\*)?(system|human|user|assistant|ai)(?:\*\*)? ?:/gim
const MAX_FOUND = 20

export function findChatMarkup(text: string): readonly Markup[] {
  const found: Markup[] = []
  const keep = (kind: string, confidence: number, match: RegExpExecArray): void => {
    if (found.length < MAX_FOUND) found.push({ kind, confidence, start: match.index, end: match.index + match[0].length })
  }
  for (const match of text.matchAll(TOKENS)) keep('token', 0.95, match)
  for (const match of looseTags(text)) keep('tag', 0.8, match)
  for (const match of text.matchAll(TOOL_CALL)) keep('tool-call', 0.7, match)
  for (const match of forgedTurns(text)) keep('turns', 0.6, match)
  return found
}

function looseTags(text: string): readonly RegExpExecArray[] {
  const opened = new Map<string, number>()
  const loose: RegExpExecArray[] = []
  for (const match of text.matchAll(TAGS)) {
    const name = (match[2] ?? '').toLowerCase()
    const depth = opened.get(name) ?? 0
    if (match[1] === '') {
      opened.set(name, depth + 1)
      if (!OPENS_HONESTLY.test(name)) loose.push(match)
    } else if (depth > 0) opened.set(name, depth - 1)
    else loose.push(match)
    if (loose.length >= MAX_FOUND) break
  }
  return loose
}

/** "Human:" and "Assistant:" take turns in a prompt; a person who pastes a talk with a company's bot has names there, or one of the two. */
function forgedTurns(text: string): readonly RegExpExecArray[] {
  const turns: RegExpExecArray[] = []
  const speakers = new Set<string>()
  for (const match of text.matchAll(TURN)) {
    turns.push(match)
    speakers.add((match[1] ?? '').toLowerCase())
    if (turns.length >= MAX_FOUND) break
  }
  const answers = speakers.has('assistant') || speakers.has('ai')
  const asks = speakers.has('human') || speakers.has('user')
  return answers && (asks || speakers.has('system')) ? turns : []
}
