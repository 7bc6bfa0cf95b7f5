/** What a screen reader is told of each state; see accessibility.chromium.test.ts. */
export const TREES = {
  'messages-button, one unread': `
button "Messages 1 unread message" collapsed opens dialog
`,

  'messages-button, a conversation in its panel': `
button "Messages 1 unread message" expanded opens dialog
dialog "Messages" modal
  status
  button "Back" focused
  heading "Ana Lindqvist" 2
  "Client"
  button "Export for the record" (Export for the record) opens dialog
  button "Close"
  log "Conversation with Ana Lindqvist"
    "This is the beginning of your conversation with Ana Lindqvist."
    heading "Today" 3
    "Ana Lindqvist:"
    "A question about Thursday"
    "TIME"
    "You:"
    "An answer that is a little longer, so that it has more than one line"
    button "Message options" collapsed opens menu
    "TIME"
    "Sent"
  status
  region "Guidelines"
    heading "Guidelines" 3
    button "Close guidelines" (Close guidelines)
    group "Guidelines"
      "We answer on working days. In an emergency call 112, and do not wait for an answer here."
  status
  alert
  button "Attach a file" (Attach a file)
  textbox "Message" (Shift + Return to send)
  status
  button "Insert emoji" (Insert emoji) collapsed opens dialog
  button "Send" (Shift + Return to send) disabled
  "Share protected health information only here, not by standard e-mail."
  button "Guidelines" expanded
  "Shift + Return to send"
`,

  'messages-inbox, nothing chosen': `
status
heading "Messages" 2
button "New message" (New message)
button "Out-of-office settings" (Out-of-office settings)
searchbox "Search conversations"
status
listbox "Conversations"
  option "نور الهاشمي مرحبا TIME 1 unread message"
  option "Ana Lindqvist You: An answer that is a little longer, so that it has more than one line TIME"
alert
"Choose a conversation"
"Pick one from the list to read and reply."
`,

  'messages-inbox, a conversation': `
status
heading "Messages" 2
button "New message" (New message)
button "Out-of-office settings" (Out-of-office settings)
searchbox "Search conversations"
status
listbox "Conversations"
  option "نور الهاشمي مرحبا TIME 1 unread message"
  option "Ana Lindqvist You: An answer that is a little longer, so that it has more than one line TIME" selected
alert
heading "Ana Lindqvist" 2
"Client"
button "Export for the record" (Export for the record) opens dialog
log "Conversation with Ana Lindqvist"
  "This is the beginning of your conversation with Ana Lindqvist."
  heading "Today" 3
  "Ana Lindqvist:"
  "A question about Thursday"
  "TIME"
  "You:"
  "An answer that is a little longer, so that it has more than one line"
  button "Message options" collapsed opens menu
  "TIME"
  "Sent"
status
region "Guidelines"
  heading "Guidelines" 3
  button "Close guidelines" (Close guidelines)
  group "Guidelines"
    "We answer on working days. In an emergency call 112, and do not wait for an answer here."
status
alert
button "Attach a file" (Attach a file)
textbox "Message" (Shift + Return to send) focused
status
button "Insert emoji" (Insert emoji) collapsed opens dialog
button "Send" (Shift + Return to send) disabled
"Share protected health information only here, not by standard e-mail."
button "Guidelines" expanded
"Shift + Return to send"
`,

  'messages-inbox, options of a message': `
status
heading "Messages" 2
button "New message" (New message)
button "Out-of-office settings" (Out-of-office settings)
searchbox "Search conversations"
status
listbox "Conversations"
  option "نور الهاشمي مرحبا TIME 1 unread message"
  option "Ana Lindqvist You: An answer that is a little longer, so that it has more than one line TIME" selected
alert
heading "Ana Lindqvist" 2
"Client"
button "Export for the record" (Export for the record) opens dialog
log "Conversation with Ana Lindqvist"
  "This is the beginning of your conversation with Ana Lindqvist."
  heading "Today" 3
  "Ana Lindqvist:"
  "A question about Thursday"
  "TIME"
  "You:"
  "An answer that is a little longer, so that it has more than one line"
  button "Message options" expanded opens menu
  menu "Message options"
    menuitem "Delete message" focused
  "TIME"
  "Sent"
status
region "Guidelines"
  heading "Guidelines" 3
  button "Close guidelines" (Close guidelines)
  group "Guidelines"
    "We answer on working days. In an emergency call 112, and do not wait for an answer here."
status
alert
button "Attach a file" (Attach a file)
textbox "Message" (Shift + Return to send)
status
button "Insert emoji" (Insert emoji) collapsed opens dialog
button "Send" (Shift + Return to send) disabled
"Share protected health information only here, not by standard e-mail."
button "Guidelines" expanded
"Shift + Return to send"
`,

  'messages-inbox, the question before deleting': `
dialog "Delete this message?" (It disappears for you and for Ana Lindqvist. This cannot be undone.) modal
  heading "Delete this message?" 3
  "It disappears for you and for Ana Lindqvist. This cannot be undone."
  alert
  button "Cancel" focused
  button "Delete"
`,

  'conversation-list, a word found': `
status
heading "Messages" 2
button "New message" (New message)
button "Out-of-office settings" (Out-of-office settings)
searchbox "Search conversations" = "thursday" focused
button "Clear search"
status
  "1 conversation found"
listbox "Conversations"
  option "Ana Lindqvist A question about Thursday TIME"
alert
"Choose a conversation"
"Pick one from the list to read and reply."
`,

  'recipient-picker, people found': `
button "Back"
heading "New message" 2
combobox "Search for a client or practitioner" = "okafor" expanded focused opens listbox
status
  "1 person found"
listbox "People"
  option "Sam Okafor Practitioner" selected
`,

  'ooo-settings, of an administrator': `
button "Back"
heading "Out of office" 2
"While members are away, clients who write to them get this reply automatically."
form "New reply"
  heading "New reply" 3
  group "Members"
    Legend
      "Members"
    checkbox "Select all"
    "Select all"
    status
    checkbox "Dr. Maya Rivera"
    "Dr. Maya Rivera"
    checkbox "Sam Okafor"
    "Sam Okafor"
  "Auto-reply message"
  textbox "Auto-reply message" (For example when you are back, and whom to call when it is urgent.)
  "For example when you are back, and whom to call when it is urgent."
  "5,000 characters left"
  "Start"
  DateTime "Start" (Time zone: ZONE)
  status
  "End"
  DateTime "End" (Time zone: ZONE)
  status
  checkbox "Until I turn it off"
  "Until I turn it off"
  "Time zone"
  combobox "Time zone" = "ZONE" collapsed opens menu
  "Time zone: ZONE"
  "Reply to the same client"
  combobox "Reply to the same client" = "Every 24 hours" collapsed opens menu
  alert
  button "Configure Settings"
status
`,

  'ooo-settings, with what is missing': `
button "Back"
heading "Out of office" 2
"While members are away, clients who write to them get this reply automatically."
form "New reply"
  heading "New reply" 3
  group "Members" (Select at least one member.)
    Legend
      "Members"
    checkbox "Select all" focused
    "Select all"
    status
    checkbox "Dr. Maya Rivera"
    "Dr. Maya Rivera"
    checkbox "Sam Okafor"
    "Sam Okafor"
    "Select at least one member."
  "Auto-reply message"
  textbox "Auto-reply message" (For example when you are back, and whom to call when it is urgent. Write the message that clients get.) invalid
  "For example when you are back, and whom to call when it is urgent."
  "5,000 characters left"
  "Write the message that clients get."
  "Start"
  DateTime "Start" (Time zone: ZONE)
  status
  "End"
  DateTime "End" (Time zone: ZONE Choose when it ends, or that it lasts until you turn it off.) invalid
  status
  "Choose when it ends, or that it lasts until you turn it off."
  checkbox "Until I turn it off"
  "Until I turn it off"
  "Time zone"
  combobox "Time zone" = "ZONE" collapsed opens menu
  "Time zone: ZONE"
  "Reply to the same client"
  combobox "Reply to the same client" = "Every 24 hours" collapsed opens menu
  alert
  button "Configure Settings"
status
`,

  'messaging-features, of an administrator': `
heading "Secure Messaging" 3
"Practitioners and clients write to each other, encrypted, inside the portal."
"On"
switch "Secure Messaging" (Practitioners and clients write to each other, encrypted, inside the portal.) checked
alert
region "Practice guidelines"
  heading "Practice guidelines" 3
  "Shown to everybody where they write, for instance how soon you answer and what to do in an emergency. Leave it empty to show none."
  group "Formatting"
    button "Heading"
    button "Bold"
    button "Italic"
    button "List"
  textbox "Practice guidelines" = "<p>We answer on working days. In an emergency call 112, and do not wait for an answer here.</p>" (Shown to everybody where they write, for instance how soon you answer and what to do in an emergency. Leave it empty to show none.)
  group "Preview"
    "We answer on working days. In an emergency call 112, and do not wait for an answer here."
  status
  button "Save guidelines" disabled
`,

  'messaging-features, the question before switching off': `
dialog "Switch off Secure Messaging?" (For everybody in the practice the inbox closes at once: nothing can be sent or read. Messages are kept, and are there again when you switch it on.) modal
  heading "Switch off Secure Messaging?" 3
  "For everybody in the practice the inbox closes at once: nothing can be sent or read. Messages are kept, and are there again when you switch it on."
  button "Cancel" focused
  button "Switch off"
`,

  'messages-sign-in, the address': `
status
heading "Sign in" 2
"We send a code to your e-mail address. There is no password to remember."
"E-mail address"
textbox "E-mail address" (We send a code to your e-mail address. There is no password to remember.) required
alert
button "Send code"
`,

  'messages-sign-in, a wrong code': `
status
  "If your practice knows ana@example.org, an e-mail with a code of 6 digits is on its way. It works for 10 minutes."
heading "Type the code" 2
"If your practice knows ana@example.org, an e-mail with a code of 6 digits is on its way. It works for 10 minutes."
"Code"
textbox "Code" = "000000" (If your practice knows ana@example.org, an e-mail with a code of 6 digits is on its way. It works for 10 minutes. This code is not right. Please look at the newest e-mail again.) focused required invalid
alert
  "This code is not right. Please look at the newest e-mail again."
button "Sign in"
button "Send a new code in TIME" disabled
button "Use another address"
`,
} as const;
