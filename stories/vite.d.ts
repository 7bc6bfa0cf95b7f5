/** What Vite makes of an import: the address of the file. */
declare module '*?url' {
  const url: string;
  export default url;
}

/** Put into the page. */
declare module '*.css';
