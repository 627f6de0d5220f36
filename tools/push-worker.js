// Service worker for Web Push: put it at the top level of your site.
self.addEventListener('push', (event) => {
  const notice = event.data.json();
  event.waitUntil(self.registration.showNotification(notice.title, notice));
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data?.url ?? '/'));
});
