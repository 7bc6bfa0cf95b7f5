/** Counts for operators: numbers only, by route pattern and never by path. */
export interface Metrics {
  requestAnswered(method: string, route: string, status: number): void;
  messageAccepted(): void;
  streamOpened(): void;
  streamClosed(): void;
  /** Prometheus text format 0.0.4. */
  render(): string;
}

/** What a client may call a method has no end; what we count has. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

export function createMetrics(): Metrics {
  const requests = new Map<string, number>();
  let messages = 0;
  let streams = 0;
  return {
    requestAnswered(method, route, status) {
      const labels = `method="${METHODS.has(method) ? method : 'other'}",route="${route}",status="${status}"`;
      requests.set(labels, (requests.get(labels) ?? 0) + 1);
    },
    messageAccepted: () => void messages++,
    streamOpened: () => void streams++,
    streamClosed: () => void streams--,
    render() {
      const lines = [
        '# HELP entrenous_http_requests_total Requests answered, by route pattern and status.',
        '# TYPE entrenous_http_requests_total counter',
        ...[...requests].map(([labels, count]) => `entrenous_http_requests_total{${labels}} ${count}`),
        '# HELP entrenous_event_streams Event streams open now.',
        '# TYPE entrenous_event_streams gauge',
        `entrenous_event_streams ${streams}`,
        '# HELP entrenous_messages_accepted_total Messages accepted.',
        '# TYPE entrenous_messages_accepted_total counter',
        `entrenous_messages_accepted_total ${messages}`,
      ];
      return `${lines.join('\n')}\n`;
    },
  };
}
