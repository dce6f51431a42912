/** Words of the trade that all languages borrow. */
import type { Vocabulary } from '../vocabulary.ts'

export const ANY: Vocabulary = {
  language: 'any',
  words: {
    'own-rules':
      'system prompt*, systemprompt*, prompt system, prompt de sistema, prompt del sistema, prompt système, prompt do sistema, prompt di sistema, guardrail*, safeguards, developer message, pre-prompt',
    secret:
      'system prompt*, systemprompt*, prompt de sistema, prompt del sistema, prompt système, prompt do sistema, prompt di sistema, developer message, pre-prompt, system_prompt',
    // garak, probes dan.*: personas by their names.
    persona: 'do anything now, DAN mode, jailbreak mode, jailbroken mode, developer mode enabled',
    role: 'chatbot*, LLM, GPT, GPT4, GPT5, ChatGPT, GPT4, GPT5, jailbroken, bot',
    program: 'LLM, LLMs, ChatGPT, GPT4, GPT5, GPT, GPT4, GPT5, Copilot, Gemini, chatbot*, AI-agent*, AI-assistant*, Grok',
    encoded: 'base64*, base-64, rot13, rot-13, hex, hexadecimal*, ascii, unicode, url-encoded, leetspeak',
    lead: 'base64, rot13, hex',
    address: 'http, https, www, hxxp, hxxps, webhook*, @',
    'code-language':
      'Python, JavaScript, TypeScript, Java, PHP, SQL, MySQL, C++, Rust, Golang, Bash, PowerShell, HTML, CSS, Ruby, Kotlin, regex*',
    'program-code': 'script*, SQL query',
    data: 'API key*, credentials, chat history, database dump',
  },
}
