import { createApp } from 'vue';
import '../../styles/screen.css';
import './form.css';
import FormPage from './FormPage.vue';

const asked = new URLSearchParams(location.search);

createApp(FormPage, { of: asked.get('case'), form: asked.get('form') }).mount('#app');
