/** English, with the families of OWASP LLM01, MITRE ATLAS AML.T0051 and AML.T0054, garak and BIPIA; the words are ours. */
import type { Vocabulary } from '../vocabulary.ts'

export const ENGLISH: Vocabulary = {
  language: 'en',
  words: {
    ignore:
      "ignore, disregard, forget, override, bypass, overrule, neglect, discard, erase, pay no attention to, do not follow, don't follow, do not obey, don't obey, stop following, stop obeying, set aside, throw away, drop, disable, break free from, skip, ignoring, disregarding, forgetting",
    earlier:
      'previous*, prior, preceding, above, earlier, foregoing, former, past, initial, original, existing, all, any, every, other, you were given, you have been given, you received, given to you, told to you, so far, up to now, until now, before this, system, safety',
    rules:
      'instruction*, prompt*, rules, directive*, guideline*, commands, constraints, restrictions, programming, guidance, system message*, directions, context, training',
    'own-rules':
      'your instructions, your system instructions, your prompt*, your programming, your training, your guidelines, your previous instructions, your original instructions, your initial instructions, your safety *, safety guidelines, safety rules, safety filters, safety protocols, content policy, content policies, content filter*, system instructions, your restrictions, your constraints, your ethical *',
    'forget-all':
      'forget everything you, forget all you, forget what you were told, forget everything above, forget all of the above, ignore all of the above and, ignore everything above and, ignore the above and, disregard the above and, disregard everything above and, ignore everything you, disregard everything you, forget everything that you, ignore anything you were told, forget everything before this',
    mine: "my, our, mine, ours, his, her, their, customer's",
    trade:
      'payment*, delivery, shipping, assembly, billing, wiring, wire, parking, mounting, installation, washing, care, return, refund, bank, account, transfer, driving, cooking, packing, safety data, court, purchase, order, tax, voicemail',
    persona: 'you are now DAN, act as DAN, you are DAN, become DAN, as DAN you, stay in character',
    'you-are':
      "you are now, you're now, from now on you are, from now on you will act, you will now act, you are no longer, act as, act like, pretend to be, pretend you are, pretend you're, pretend that you are, behave as, behave like, roleplay as, role-play as, take on the role of, take the role of, assume the role of, assume the persona of, imagine you are, imagine that you are, simulate, you must act as, from now on act as, you shall now be, you will be",
    role: 'AI, A I, assistant, language model, unrestricted, uncensored, unfiltered, unlimited AI, evil, hacker, linux terminal, terminal, developer mode, maintenance mode, debug mode, god mode, admin mode, root mode, diagnostic mode, test mode, jailbreak mode, override mode, opposite mode, system administrator, python interpreter, without restrictions, without any restrictions, no restrictions, no rules, no limits, no limitations, no guidelines, no filters, free from, bound by, freed from, translator, expert hacker, penetration tester, root user',
    reveal:
      "reveal, show, print, output, repeat, display, disclose, expose, leak, dump, recite, echo, list, tell, give, share, provide, write, translate, encode, send, what is, what are, what was, what were, what's, see, append, include, quote, copy, paste, summarize, summarise, explain, describe, spell, convert, return, need your, show me your, continue, complete",
    secret:
      'your prompt, your initial prompt, your initial instructions, your original instructions, your starting instructions, your hidden instructions, your secret instructions, your internal instructions, your system message, your system instructions, your system configuration, your first instructions, your custom instructions, your exact instructions, your full instructions, your instructions, hidden prompt, hidden instructions, initial prompt, original prompt, starting prompt, secret prompt, secret instructions, internal instructions, internal guidelines, instructions you were given, instructions you have been given, instructions you received, instructions given to you, text you were given, rules you were given, you were told before, text you were given, not supposed to tell, not supposed to say, not supposed to reveal, not supposed to share, not allowed to tell, not allowed to say, not allowed to reveal, system instructions, developer instructions, system message above, system configuration',
    repeat: 'repeat, output, print, recite, echo, reproduce, copy, return, show, display, write out',
    above:
      'text above, above text, words above, everything above, all of the above text, all the text above, this entire conversation, the entire conversation, whole conversation, previous conversation, conversation so far, everything before, all text before, all previous messages, word for word from, in the system prompt, lines above',
    send: 'send, forward, post, upload, email, e-mail, transmit, exfiltrate, leak, submit, bcc, export, copy, transfer',
    toward: 'to, at, towards, into, via',
    data: "customer data, customers' data, customer list, customer records, customer database, customer information, user data, user's data, personal data of, data of all, all conversations, entire conversation, whole conversation, full conversation, complete conversation, this conversation, conversation history, message history, all messages, all emails, all e-mails, entire inbox, whole inbox, entire mailbox, whole mailbox, previous messages, other customers, contact list, all contacts, passwords, API keys, secrets, access token*, session token*, environment variables, internal documents, knowledge base, the database, entire database, chat log*",
    address: 'following address, this address, this number, my server, external server, my endpoint, following url, this url',
    'note-to':
      'note to, note for, message to, message for, instruction for, instructions for, instructions to, attention, notice to, notice for, reminder to, reminder for, hint to, hint for, directive for, directive to, command for, command to, important for, addressed to, for the attention of, to any, to all, prompt for',
    program:
      'AI, A I, language model*, AI model*, AI system*, AI reader*, AI agent*, AI assistant*, assistant model*, automated assistant, automated agent, virtual assistant, summarizer, summariser, AI summarizer, machine learning model, artificial intelligence, large language model*',
    'if-you-are':
      "if you are, if you're, if this is read by, if this is being read by, if read by, when read by, if this is processed by, if this email is processed by, if this message is processed by, are you an",
    person:
      'human, person, people, real, someone, somebody, colleague, representative, operator, staff, employee, live agent, supervisor, manager, phone, call me',
    summarizing:
      'when summarizing, when summarising, when you summarize, when you summarise, while summarizing, while summarising, if you summarize, if asked to summarize, if you are asked to summarize, when asked to summarize, when asked about, when analyzing, when analysing, when classifying, when translating, when generating a summary of, when writing a summary of, when producing a summary of, in your summary of, in the summary of, in any summary of, when an AI reads, when the AI reads, when an assistant reads, before summarizing, instead of summarizing, instead of summarising',
    'this-message':
      'this email*, this e-mail*, this mail, this message, this ticket, this conversation, this thread, this document, this text, this page, this file, this case, this request, the email, the message, the ticket, the conversation',
    conceal:
      "do not tell, do not tell anyone, don't tell, never tell, do not inform, don't inform, do not mention, don't mention, never mention, do not reveal, don't reveal, never reveal, do not disclose, don't disclose, never disclose, without telling, without informing, without notifying, without alerting, do not notify, don't notify, do not alert, don't alert, do not let, don't let, hide this from, keep this from, keep it secret from, keep this secret from, keep this hidden from, conceal this from",
    user: 'the user, user, users, the human, human, the operator, these instructions, this instruction, these commands, this prompt, the prompt, your operator, your user, your developers',
    must: "must, ignore, disregard, forget, override, follow, execute, forward, reveal, approve, grant, mark, classify, delete, do not, don't, send, you must, you should, reply with, respond with, answer with, print, output",
    decode: 'decode, decrypt, decipher, unscramble, decoding, decrypting, base64-decode, deobfuscate, unencode, translate, convert',
    encoded: 'encoded, cipher*, encrypted, string, payload, binary, morse, caesar, reversed',
    execute: 'execute, follow, run, obey, carry out, do what, act on, comply, perform, do as, apply',
    refusal:
      "never refuse, do not refuse to answer, do not refuse to comply, do not refuse to respond, you cannot refuse, you can not refuse, you may not refuse, you are not allowed to refuse, you must obey, you will obey, comply with all my, comply with every, without ethical, without any ethical, no ethical guidelines, without moral, without any moral, never say you cannot, never say that you cannot, never say you can't, never say that you can't, never say no to, start your answer with, start your reply with, start your response with, begin your answer with, begin your reply with, begin your response with, without any disclaimer*, do not include any disclaimer*, do not add any disclaimer*, do not add disclaimer*, do not warn the user, answer without filter*",
    hijack:
      "your new task is, your real task is, your only task is, your actual task is, your true task is, your task is now, your task now is, your new instructions, your new system, your real instructions, your true instructions, your actual instructions, your updated instructions, new system prompt*, updated system prompt*, new system instructions, stop what you are doing and, end of system prompt, end of prompt, end of user input, end of instructions, begin new instructions, start new instructions, system override, admin override, administrator override, developer override, priority override, instruction override, override code, instead of answering the user, instead of answering the question, ignore the user and, ignore the user's, ignore the question and, ignore the request and",
    'new-rules':
      'new instruction*, new rules, new directive*, new task, updated instructions, system instruction*, system message, system note, hidden instruction*, important instructions, admin instructions, additional instructions for the assistant, instructions for the assistant',
    lead: 'please, kindly, now, then, and, just, simply, also, first, instead, immediately, must, should, shall, always, you to, to me, need to, have to, but, can you, could you, would you, will you, or, so, next, finally, hereby, completely, totally, fully, you can, you may, you need to, ai, assistant, model',
    write:
      'write, compose, generate, create, draft, provide, develop, produce, craft, make up, give me, show me, invent, tell me, help me write, output',
    piece:
      'poem*, short story, essay*, song, haiku*, limerick*, joke*, speech, lyrics, sonnet*, rhyme*, fairy tale*, blog post, fan fiction, screenplay, short tale, bedtime story, story about, story based on, letter to a, recipe for',
    translate: "translate, provide the, give the, give me the, how do you say, how would you say, what's, what is",
    text: 'following, sentence*, phrase, word, text, paragraph, equivalent, translation, this, email, message, in',
    language:
      'English, French, German, Spanish, Italian, Portuguese, Dutch, Swedish, Norwegian, Danish, Finnish, Polish, Russian, Japanese, Chinese, Korean, Arabic, Latin, Greek, Turkish, Hindi, Klingon, Pig Latin, emoji*',
    'program-code': 'function, script, program, code, snippet, class, algorithm, query, regular expression, example',
    edit: 'modify, scramble, misspell, rearrange, augment, enhance, enrich, jumble, anagram, replace, substitute, remove, convert, capitalize, capitalise, rewrite, rephrase, reverse, shuffle, swap, obfuscate, encode, translate, render, format, group, combine, introduce, integrate, weave, merge, blend, use, write, embed, alter, spell, infuse',
    'put-in':
      'add, include, insert, incorporate, inject, offer, share, announce, spread, persuade, urge, invite, attach a, append, mention, suggest, recommend, tease, promote, advertise, encourage, emphasize, emphasise, highlight, hint, claim, tell, say, provide, end, begin, start, conclude, finish, link to, direct, weave, slip in',
    'your-answer': 'your answer*, your response*, your output*, your reply, your replies, your generated *, your summary, your summaries',
    letters:
      'letters, vowel*, consonant*, every second word, every third word, every fourth word, every other word, third letter, second letter, every letter, anagram*, in uppercase, in lowercase, all caps, alphanumeric*, homophon*, pig latin, leetspeak',
    particulars:
      'order, number*, reference, ticket, case, name*, address, phone, telephone, account, subject, id, price*, quote, cost*, copy, photo*, picture*, date*, time*, invoice*, information, detail*, document*, attach*, contact, when, whether, how, why, original message, size, model, serial, resume, cv, questions, comments, password, this email, this message, unsubscribe, remove, stop, help, yes, no',
    'code-block':
      'following code, subsequent code, below code, above code, code below, code above, this code, next code, these lines of code',
    'your-code':
      'your code*, your solution*, your implementation*, your response*, your algorithm*, your answer*, your program*, your script*, your reply, your output, the code you, your explanation',
    compute:
      'analyze, analyse, classify, evaluate, calculate, determine, identify, extract, predict, simulate, research, summarize, summarise, solve, compute, compare, imitate, mimic, role-play, generate, find, what is, is the, does the',
    matter:
      'sentiment*, emotional tone, following text, following article, following passage, following paragraph, following sentence, following data, this passage, dataset*, data set, market trends, market trend, recent research, recent studies, latest research, research papers, scientific papers, keywords from, equation*, square root, probability, conversation between, dialogue between, dialog between, debate between, synonym*, antonym*',
    only: 'respond only in, reply only in, answer only in, respond exclusively, answer exclusively, respond only with, answer only with, output only, respond as a, answer as a, reply as a, talk like a, speak like a, roleplay',
  },
}
