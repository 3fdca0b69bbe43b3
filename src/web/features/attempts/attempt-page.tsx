export const AttemptPage = () => <h1>Attempt</h1>;
