export const SessionPage = () => <h1>Session</h1>;
